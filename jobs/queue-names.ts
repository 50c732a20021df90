/** One queue for each kind of work, so that workers can be given some kinds only. */
export const QUEUE_NAMES = ['import', 'decide', 'close', 'report', 'schedule'] as const;
export type QueueName = (typeof QUEUE_NAMES)[number];

import { type Job, type JobJson, Worker } from 'bullmq';

/**
 * BullMQ's worker, which does not stumble over a job whose data somebody has changed to no JSON: it would hold the job
 * and never end it. The job gets no data instead, and its processor refuses it.
 */
export class CarefulWorker<Data = unknown, Result = unknown> extends Worker<Data, Result> {
  protected override createJob(json: JobJson, jobId: string): Job<Data, Result> {
    return super.createJob({ ...json, data: isJson(json.data) ? json.data : 'null' }, jobId);
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

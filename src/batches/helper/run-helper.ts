import { Worker } from 'node:worker_threads';
import { Failure, isFailureCode } from '../../domain/failure.ts';
import type { ImportPlan } from '../import-plan.ts';
import type { ImportedShare } from '../import-share.ts';
import type { HelperAnswer, HelperSettings, HelperTask, PlainFailure, ToHelper } from './helper-messages.ts';

/** A second thread that takes part in the work of one run. Its promises reject with what stopped it. */
export type RunHelper = {
  /** Takes steps of an import until none is left that nobody has. */
  readonly importShare: (
    runId: string,
    plan: ImportPlan,
    token: string,
    tell: Tell,
  ) => Promise<readonly ImportedShare[]>;
  /** Decides chunks from the last one on until none is left that nobody has. */
  readonly decide: (runId: string, tell: Tell) => Promise<void>;
  /** Gathers what stands in workbooks of the run, and writes them as soon as it is let. */
  readonly report: (runId: string, folder: string, only: readonly string[]) => Promise<void>;
  /** Tells that the decisions are proved. */
  readonly letWrite: () => void;
  /** Asks it to stop between two steps; what it works on then rejects. */
  readonly stop: () => void;
  /** Ends the thread after its work. */
  readonly close: () => Promise<void>;
};

/** Hears how far a task is: rows, or subjects. */
type Tell = (done: number) => void;

type Waiting = {
  readonly resolve: (imported: readonly ImportedShare[]) => void;
  readonly reject: (reason: unknown) => void;
  readonly tell: Tell;
};

/** As much as the main thread has (`cli/launch.js`): three times 32 MB, of which V8 uses two by turns. */
const YOUNG_HEAP_MB = 96;

const ENDED = 'the helping thread ended before its work';

/** Starts the thread. */
export function startHelper(settings: HelperSettings): RunHelper {
  const thread = new Worker(new URL('./launch-helper.js', import.meta.url), {
    workerData: settings,
    resourceLimits: { maxYoungGenerationSizeMb: YOUNG_HEAP_MB },
  });
  const waiting = new Map<number, Waiting>();
  let lastNo = 0;
  /** Why the thread is over, from then on. */
  let end: { readonly reason: unknown } | undefined;
  const over = (reason: unknown): void => {
    end ??= { reason };
    for (const asked of waiting.values()) asked.reject(reason);
    waiting.clear();
  };
  const ended = new Promise<void>((resolve) => thread.once('exit', () => resolve()));
  thread.on('message', (answer: HelperAnswer) => settle(waiting, answer));
  thread.on('error', over);
  thread.on('exit', () => over(new Error(ENDED)));
  const say = (message: ToHelper): void => thread.postMessage(message);
  const ask = (task: HelperTask, tell: Tell): Promise<readonly ImportedShare[]> =>
    new Promise((resolve, reject) => {
      if (end !== undefined) throw end.reason;
      lastNo += 1;
      waiting.set(lastNo, { resolve, reject, tell });
      say({ no: lastNo, task });
    });
  return {
    importShare: (runId, plan, token, tell) => ask({ kind: 'import', runId, plan, token }, tell),
    decide: async (runId, tell) => void (await ask({ kind: 'decide', runId }, tell)),
    report: async (runId, folder, only) => void (await ask({ kind: 'report', runId, folder, only }, () => {})),
    letWrite: () => say('write'),
    stop: () => say('stop'),
    close: async () => {
      say('end');
      await ended;
    },
  };
}

function settle(waiting: Map<number, Waiting>, answer: HelperAnswer): void {
  const asked = waiting.get(answer.no);
  if (asked === undefined) return;
  if (answer.state === 'progress') {
    asked.tell(answer.done);
    return;
  }
  waiting.delete(answer.no);
  if (answer.state === 'done') asked.resolve(answer.imported);
  else asked.reject(answer.failure === null ? answer.error : toFailure(answer.failure));
}

function toFailure({ code, message, action }: PlainFailure): unknown {
  return isFailureCode(code) ? new Failure(code, { message, action }) : new Error(message);
}

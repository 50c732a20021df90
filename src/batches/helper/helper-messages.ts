import type { EngineName } from '../../decisions/build-evaluator.ts';
import type { ImportPlan } from '../import-plan.ts';
import type { ImportedShare } from '../import-share.ts';

/** What the thread is started with; the database as the command line has it. */
export type HelperSettings = { readonly databaseTarget: string; readonly engine: EngineName };

/** What the helping thread can be asked to do for a run. */
export type HelperTask =
  | { readonly kind: 'import'; readonly runId: string; readonly plan: ImportPlan; readonly token: string }
  | { readonly kind: 'decide'; readonly runId: string }
  | { readonly kind: 'report'; readonly runId: string; readonly folder: string; readonly only: readonly string[] };

/** What the main thread says: work, that workbooks may be written, or an end of all work. */
export type ToHelper = { readonly no: number; readonly task: HelperTask } | 'write' | 'stop' | 'end';

/** What a task came to. An error of another kind than a Failure arrives as what it was. */
export type HelperAnswer =
  | { readonly no: number; readonly state: 'progress'; readonly done: number }
  | { readonly no: number; readonly state: 'done'; readonly imported: readonly ImportedShare[] }
  | { readonly no: number; readonly state: 'failed'; readonly failure: PlainFailure | null; readonly error: unknown };

/** A Failure as data: classes do not cross from one thread to the other. */
export type PlainFailure = { readonly code: string; readonly message: string; readonly action: string };

import { once } from 'node:events';
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { Failure } from '../../domain/failure.ts';
import { type Database, openDatabase } from '../../store/database.ts';
import { buildReports } from '../close-run.ts';
import { decideShare } from '../decide-chunks.ts';
import { type ImportedShare, importShare } from '../import-share.ts';
import { type RunContext, stopIfAsked } from '../run-context.ts';
import { buildRunOpener, type RunOpener } from '../run-opener.ts';
import type { HelperAnswer, HelperSettings, HelperTask, ToHelper } from './helper-messages.ts';

/**
 * The helping thread: takes a part of the work of a run, with a connection and rules of its own. It does the same steps as
 * the main thread, which waits for its answers.
 */
function help(port: MessagePort, { databaseTarget, engine }: HelperSettings): void {
  const stop = new AbortController();
  const stopped = once(stop.signal, 'abort');
  let letWrite = (): void => {};
  const isLet = new Promise<void>((resolve) => {
    letWrite = resolve;
  });
  const mayWrite = async (context: RunContext): Promise<void> => {
    await Promise.race([isLet, stopped]);
    await stopIfAsked(context);
  };
  let database: Promise<Database> | undefined;
  let runs: Promise<RunOpener> | undefined;
  // With the first task: by then there is a database, and what is wrong with it is told of as an answer.
  const openRuns = async (): Promise<RunOpener> => {
    database = openDatabase(databaseTarget);
    return buildRunOpener({ database: await database, now: Date.now, tell: () => {}, signal: stop.signal, engine });
  };
  const getRuns = (): Promise<RunOpener> => {
    runs ??= openRuns();
    return runs;
  };
  const end = async (): Promise<void> => {
    await database?.then((opened) => opened.close()).catch(() => undefined);
    port.close();
  };
  let work: Promise<void> = Promise.resolve();
  port.on('message', (message: ToHelper) => {
    if (message === 'stop') stop.abort();
    else if (message === 'write') letWrite();
    else if (message === 'end') void work.then(end);
    else work = work.then(() => answerTask(port, getRuns, mayWrite, message.no, message.task));
  });
}

/** Ends when the workbooks of the run may be written; rejects when the thread is asked to stop. */
type MayWrite = (context: RunContext) => Promise<void>;

async function answerTask(
  port: MessagePort,
  getRuns: () => Promise<RunOpener>,
  mayWrite: MayWrite,
  no: number,
  task: HelperTask,
): Promise<void> {
  const answer = (message: HelperAnswer): void => port.postMessage(message);
  try {
    const opener = await getRuns();
    const tell = ({ done }: { readonly done: number }): void => answer({ no, state: 'progress', done });
    const imported = await takePart({ ...(await opener.open(task.runId)), tell }, opener, task, mayWrite);
    answer({ no, state: 'done', imported });
  } catch (error) {
    const isPlain = error instanceof Failure;
    const failure = isPlain ? { code: error.code, message: error.message, action: error.action } : null;
    answer({ no, state: 'failed', failure, error: isPlain ? null : error });
  }
}

async function takePart(
  context: RunContext,
  runs: RunOpener,
  task: HelperTask,
  mayWrite: MayWrite,
): Promise<readonly ImportedShare[]> {
  switch (task.kind) {
    case 'import':
      return importShare(context, task.plan, task.token);
    case 'decide':
      await decideShare(context, runs.getDecider(context));
      return [];
    case 'report':
      await buildReports(context, task.folder, { only: task.only, mayWrite: () => mayWrite(context) });
      return [];
  }
}

const settings: HelperSettings = workerData;
if (parentPort !== null) help(parentPort, settings);

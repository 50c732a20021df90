import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SandboxedJob } from 'bullmq';
import { buildReports } from '../../src/batches/close-run.ts';
import { describeReason } from '../../src/batches/describe-failed-chunk.ts';
import { readConfig } from '../../src/config.ts';
import { openLogger } from '../../src/logger.ts';
import { openDatabase } from '../../src/store/database.ts';
import type { JobResult } from '../guard-job.ts';
import { buildRunOpener } from '../open-run-context.ts';
import { parseReportPayload } from '../payloads.ts';

/**
 * Builds one workbook of a run and keeps it in the store. Runs in a process of its own, which BullMQ starts: a workbook
 * keeps the processor busy for longer than a worker may be silent. Whatever goes wrong is told in our own words.
 */
export default async function buildReport(job: SandboxedJob): Promise<JobResult> {
  try {
    const { runId, report } = parseReportPayload(job);
    await writeReport(runId, report);
    return { report };
  } catch (error) {
    const { code, message } = describeReason(error);
    const logger = openLogger(readConfig().logFile);
    logger.error(`report job ${job.id} failed`, error);
    await logger.close();
    throw new Error(`${code}: ${message}`);
  }
}

async function writeReport(runId: string, report: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'kyhan-report-'));
  const database = await openDatabase(readConfig().database);
  try {
    const tools = { database, now: Date.now, tell: () => {}, signal: new AbortController().signal };
    const opened = await buildRunOpener(tools).open(runId);
    if (opened.run.status === 'reporting') await buildReports(opened, folder, [report]);
  } finally {
    await database.close();
    await rm(folder, { recursive: true, force: true });
  }
}

import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import type { TcpProxy } from '../support/tcp-proxy.ts';
import { choosePlace } from './choose-place.ts';
import { type Fault, LOSING_KINDS } from './fault-plan.ts';
import type { Stage } from './stage.ts';

/** A fault that is over: what was hit, what was done, and whether `kyhan resume` was called after it, and succeeded. */
export type Strike = { readonly target: string; readonly done: string; readonly wasResumed: boolean };

/** Longer than a lock and a lease, so that both are lost. */
const PAUSE_MARGIN_MS = 1_500;
const RESUME_TRIES = 20;
const RESUME_PAUSE_MS = 1_000;

/** What is hit by one fault at a time; another fault of the same target waits. */
export type Turns = {
  readonly last: Map<string, Promise<unknown>>;
  /** Hears of the moment at which a fault has its turn and strikes. */
  readonly onStrike: () => void;
};

/** Does a fault to the stage, and undoes what can be undone; resolves when the cause is gone. */
export async function strike(stage: Stage, fault: Fault, lostAfterMs: number, turns: Turns): Promise<Strike> {
  const { no, place } = await choosePlace(stage, fault);
  switch (fault.kind) {
    case 'worker-kill':
      return inTurn(turns, `worker ${no}`, async (target) => {
        const pid = place.slot.pid();
        await place.slot.kill();
        return { target, done: `killed ${pid}, a new one is started`, wasResumed: false };
      });
    case 'worker-pause':
      return inTurn(turns, `worker ${no}`, async (target) => {
        place.slot.pause();
        await sleep(lostAfterMs + PAUSE_MARGIN_MS);
        place.slot.go();
        return { target, done: `stood still for ${show(lostAfterMs + PAUSE_MARGIN_MS)}`, wasResumed: false };
      });
    case 'redis-restart':
    case 'redis-lost':
      return inTurn(turns, 'redis', (target) => restartRedis(stage, fault, target));
    case 'redis-flush':
      return inTurn(turns, 'redis', async (target) => {
        await flush(stage.redis.url);
        return { target, ...(await resumeIfTold(stage, fault, 'emptied')) };
      });
    case 'mariadb-restart':
      return inTurn(turns, 'mariadb', async (target) => {
        await stage.mariadb.kill();
        await sleep(fault.seconds * 1_000);
        await stage.mariadb.start();
        return { target, done: `killed, back after ${show(fault.seconds * 1_000)}`, wasResumed: false };
      });
    case 'redis-cut':
      return cut(
        fault,
        turns,
        'redis',
        (fault.isForAll ? stage.places : [place]).map((each) => each.toRedis),
      );
    case 'mariadb-cut':
      return cut(
        fault,
        turns,
        'mariadb',
        (fault.isForAll ? stage.places : [place]).map((each) => each.toMariadb),
      );
  }
}

async function restartRedis(stage: Stage, fault: Fault, target: string): Promise<Strike> {
  await stage.redis.kill();
  const isLost = LOSING_KINDS.includes(fault.kind);
  if (isLost) await rm(join(stage.redis.folder, 'appendonlydir'), { recursive: true, force: true });
  await sleep(fault.seconds * 1_000);
  await stage.redis.start();
  const how = isLost ? 'back and empty' : 'back with its file';
  const done = `killed, ${how} after ${show(fault.seconds * 1_000)}`;
  return { target, ...(await resumeIfTold(stage, fault, done)) };
}

async function flush(url: string): Promise<void> {
  const redis = new Redis(url);
  await redis.flushall().finally(() => redis.disconnect());
}

/** What an operator does after a loss; another fault may be in his way. */
async function resumeIfTold(stage: Stage, fault: Fault, done: string): Promise<Omit<Strike, 'target'>> {
  if (!LOSING_KINDS.includes(fault.kind)) return { done, wasResumed: false };
  if (!fault.isResumed) return { done: `${done}, nobody tells the workers`, wasResumed: false };
  for (let tries = 1; tries <= RESUME_TRIES; tries += 1) {
    if ((await stage.call(['resume'])).exitCode === 0) return { done: `${done}, then kyhan resume`, wasResumed: true };
    await sleep(RESUME_PAUSE_MS);
  }
  throw new Error(`kyhan resume did not succeed in ${RESUME_TRIES} tries`);
}

function cut(fault: Fault, turns: Turns, server: 'redis' | 'mariadb', lines: readonly TcpProxy[]): Promise<Strike> {
  return inTurn(turns, `lines to ${server}`, async () => {
    await Promise.all(lines.map((line) => line.cut(fault.mode)));
    await sleep(fault.seconds * 1_000);
    await Promise.all(lines.map((line) => line.restore()));
    const target = `${server} ↔ ${fault.isForAll ? 'all workers' : `worker ${fault.worker}`}`;
    return { target, done: `cut (${fault.mode}) for ${show(fault.seconds * 1_000)}`, wasResumed: false };
  });
}

async function inTurn(turns: Turns, target: string, work: (target: string) => Promise<Strike>): Promise<Strike> {
  const mine = (turns.last.get(target) ?? Promise.resolve()).then(() => {
    turns.onStrike();
    return work(target);
  });
  turns.last.set(
    target,
    mine.catch(() => undefined),
  );
  return mine;
}

function show(ms: number): string {
  return `${(ms / 1_000).toFixed(1)} s`;
}

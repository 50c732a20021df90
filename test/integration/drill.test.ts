import { expect } from 'chai';
import { before, describe, it } from 'mocha';
import { runDrill } from '../drill/drill.ts';
import type { DrillResult } from '../drill/drill-outcome.ts';
import { FAULT_KINDS, LOSING_KINDS } from '../drill/fault-plan.ts';
import { describeResult, findWrong } from '../drill/judge-drill.ts';

/** The short form of `npm run drill`: each fault once, on a run that is small enough for every day. */
const OPTIONS = {
  seed: 20_261_123,
  faults: FAULT_KINDS.length,
  maxSeconds: 2,
  rows: 4_000,
  chunkSize: 4,
  workers: 4,
  lockMs: 2_000,
  leaseMs: 2_500,
  delayMs: 3,
};

describe('four workers to whom one fault after the other is done', function () {
  this.timeout(300_000);
  let result: DrillResult;

  before(async () => {
    result = await runDrill(OPTIONS, () => undefined);
  });

  it('come to the decisions of a run that was left alone: none lost, none twice, every total proved', () => {
    expect(findWrong(result, OPTIONS.faults), describeResult(result)).to.deep.equal([]);
  });

  it('were killed, stopped and cut off, and lost Redis and MariaDB, while they imported, decided and reported', () => {
    const kinds = result.lines.map(({ fault }) => fault.kind);
    expect(kinds).to.have.members(FAULT_KINDS);
    const met = new Set(result.lines.map((line) => line.met.status));
    expect([...met], describeResult(result)).to.have.members(['importing', 'deciding', 'reporting']);
  });

  it('found out about one loss of Redis by themselves, and were told of the other', () => {
    const losses = result.lines.filter(({ fault }) => LOSING_KINDS.includes(fault.kind));
    expect(losses.map(({ wasResumed }) => wasResumed)).to.have.members([true, false]);
  });
});

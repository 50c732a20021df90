import { expect } from 'chai';
import { before, it } from 'mocha';
import * as audit from '../../src/store/audit.ts';
import type { Database } from '../../src/store/database.ts';
import { describeEachDatabase } from '../support/each-database.ts';

const ENTRY = {
  at: 1_795_000_000_000,
  requestId: 'request-1',
  phase: 'asked',
  userName: 'lan',
  role: 'operator',
  action: 'job-retry',
  runId: 'ticket-1',
  queue: 'decide',
  jobId: 'chunk.ticket-1.7',
  status: null,
  detail: null,
} as const;

describeEachDatabase('the audit', (open) => {
  let database: Database;
  before(async () => {
    database = await open();
  });

  it('keeps who did what, when, on which job and run, newest first', async () => {
    await audit.addAuditEntry(database, ENTRY);
    await audit.addAuditEntry(database, { ...ENTRY, at: ENTRY.at + 5, phase: 'answered', status: 204 });
    const [second, first] = await audit.readAuditEntries(database, { limit: 10 });
    expect(first).to.deep.equal({ ...ENTRY, id: first?.id });
    expect(second).to.deep.equal({ ...ENTRY, id: second?.id, at: ENTRY.at + 5, phase: 'answered', status: 204 });
    expect(second?.id).to.be.greaterThan(first?.id ?? Number.POSITIVE_INFINITY);
  });

  it('is read in pages', async () => {
    const all = await audit.readAuditEntries(database, { limit: 10 });
    const [newest] = await audit.readAuditEntries(database, { limit: 1 });
    expect(newest).to.deep.equal(all[0]);
    expect(await audit.readAuditEntries(database, { limit: 10, beforeId: newest?.id ?? 0 })).to.deep.equal(
      all.slice(1),
    );
  });

  it('takes what is too long by cutting it, and what is missing as empty', async () => {
    const { at, requestId } = ENTRY;
    const least = { at, requestId, phase: 'refused', userName: null, role: null, action: 'sign-in' } as const;
    await audit.addAuditEntry(database, { ...least, jobId: 'j'.repeat(2_000), detail: 'đ'.repeat(2_000) });
    const [entry] = await audit.readAuditEntries(database, { limit: 1 });
    expect(entry).to.include({ userName: null, role: null, runId: null, queue: null, status: null });
    expect([entry?.jobId?.length, entry?.detail?.length]).to.deep.equal([255, 500]);
  });

  it('has no function that changes or removes a line', () => {
    expect(Object.keys(audit).sort()).to.deep.equal(['addAuditEntry', 'readAuditEntries']);
  });
});

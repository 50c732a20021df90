import { expect } from 'chai';
import { before, it } from 'mocha';
import type { Database } from '../../src/store/database.ts';
import { stageRecords } from '../../src/store/records.ts';
import { readEventsWithoutTicket, readTicketsReceivedAfter } from '../../src/store/ticket-records.ts';
import { describeEachDatabase } from '../support/each-database.ts';
import { readAll } from '../support/read-all.ts';
import { buildRecord, startDeciding, startImport } from '../support/store-samples.ts';

const AS_OF = 1_795_000_000_000;
const SECOND_MS = 1_000;

const buildEvent = (recordId: string, subjectId: string, tag: string, occurredAt: number, line = 2) =>
  buildRecord(recordId, { input: 'events', subjectId, tag, occurredAt, line });

describeEachDatabase('checks of ticket records', (open) => {
  let database: Database;
  before(async () => {
    database = await open();
  });

  it('find tickets received after asOf: by their own row, at asOf not yet', async () => {
    const runId = await startDeciding(database, [
      buildRecord('TK-below', { line: 2, occurredAt: AS_OF - SECOND_MS }),
      buildRecord('TK-at', { line: 3, occurredAt: AS_OF }),
      buildRecord('TK-above', { line: 4, occurredAt: AS_OF + SECOND_MS }),
    ]);
    expect(await readAll(readTicketsReceivedAfter(database, runId, AS_OF))).to.deep.equal([
      { recordId: 'TK-above', line: 4, receivedAt: AS_OF + SECOND_MS },
    ]);
  });

  it('find tickets received after asOf: not those with a received event up to asOf', async () => {
    const runId = await startDeciding(database, [
      buildRecord('TK-late', { occurredAt: AS_OF + 2 * SECOND_MS }),
      buildEvent('e1', 'TK-late', 'received', AS_OF + SECOND_MS),
      buildEvent('e3', 'TK-late', 'forwarded', AS_OF - 9 * SECOND_MS),
      buildRecord('TK-by-its-row', { occurredAt: AS_OF }),
      buildEvent('e2', 'TK-by-its-row', 'received', AS_OF + SECOND_MS),
      buildRecord('TK-in-time', { occurredAt: AS_OF + SECOND_MS }),
      buildEvent('e4', 'TK-in-time', 'received', AS_OF),
      buildRecord('TK-other-events', { occurredAt: AS_OF }),
      buildEvent('e5', 'TK-other-events', 'forwarded', AS_OF + SECOND_MS),
    ]);
    expect(await readAll(readTicketsReceivedAfter(database, runId, AS_OF))).to.deep.equal([
      { recordId: 'TK-late', line: 2, receivedAt: AS_OF + 2 * SECOND_MS },
    ]);
  });

  it('find many such tickets, by id', async () => {
    const ids = Array.from({ length: 1_001 }, (_, index) => `TK-${String(index).padStart(4, '0')}`);
    const late = ids.map((id, index) => buildRecord(id, { line: 2_000 - index, occurredAt: AS_OF + 1 }));
    const runId = await startDeciding(database, [...late].reverse());
    const found = await readAll(readTicketsReceivedAfter(database, runId, AS_OF));
    expect(found.map(({ recordId }) => recordId)).to.deep.equal(ids);
  });

  it('find the events of tickets that are not there, by line', async () => {
    const runId = await startDeciding(database, [
      buildRecord('TK-1'),
      buildEvent('e1', 'TK-1', 'received', AS_OF, 2),
      buildEvent('e2', 'tk-1', 'received', AS_OF, 9),
      buildEvent('e3', 'TK-2', 'received', AS_OF, 4),
      buildEvent('e4', 'TK-2', 'closed', AS_OF, 7),
    ]);
    await startDeciding(database, [buildRecord('TK-2')]); // a ticket of another run does not count
    expect(await readAll(readEventsWithoutTicket(database, runId))).to.deep.equal([
      { recordId: 'e3', subjectId: 'TK-2', line: 4 },
      { recordId: 'e4', subjectId: 'TK-2', line: 7 },
      { recordId: 'e2', subjectId: 'tk-1', line: 9 },
    ]);
  });

  it('find such events where there are more than a page holds', async () => {
    const { runId, token } = await startImport(database);
    const events = Array.from({ length: 10_500 }, (_, index) =>
      buildEvent(`e${index}`, `TK-${index % 97}`, 'received', AS_OF, index + 2),
    );
    await stageRecords(database, runId, token, events);
    const found = await readAll(readEventsWithoutTicket(database, runId));
    expect(found.map(({ line }) => line)).to.deep.equal(events.map(({ line }) => line));
  });
});

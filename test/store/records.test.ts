import { expect } from 'chai';
import { before, it } from 'mocha';
import type { Database } from '../../src/store/database.ts';
import { countRecords, deleteRecords, findRecords, stageRecords } from '../../src/store/records.ts';
import { describeEachDatabase } from '../support/each-database.ts';
import { buildRecord, startDeciding, startImport } from '../support/store-samples.ts';

/** Different ids that a collation for people would take for one: case, accents, composition, width, invisible letters. */
const LOOK_ALIKES = [
  'TK-a',
  'TK-A',
  'TK-á',
  'TK-a\u0301',
  'TK-ạ',
  'TK-đ',
  'TK-d',
  'TK-Đ',
  'TK-ａ',
  'TK-a\u200b',
  'TK-a.',
  'TK-ß',
  'TK-ss',
  'TK-😀',
  'TK-😁',
  'TK-',
] as const;

describeEachDatabase('records', (open) => {
  let database: Database;
  before(async () => {
    database = await open();
  });

  it('come back as they were stored', async () => {
    const { runId, token } = await startImport(database);
    const full = buildRecord('TK-1', {
      line: 1_048_576,
      occurredAt: -62_135_596_800_000,
      tag: 'received',
      body: JSON.stringify({ subject: 'Mất kết nối 😀 \\ \' " \u0000 %', amount: 9_007_199_254_740_991 }),
    });
    await stageRecords(database, runId, token, [full]);
    expect(await findRecords(database, runId, 'TK-1')).to.deep.equal([full]);
    expect(await findRecords(database, runId, 'TK-2')).to.deep.equal([]);
  });

  it('report a repeated id with the line where it stood first, within a list and across lists', async () => {
    const { runId, token } = await startImport(database);
    const first = buildRecord('TK-1', { line: 2 });
    const repeated = buildRecord('TK-1', { line: 3 });
    const event = buildRecord('TK-1', { input: 'events', line: 2 });
    expect(await stageRecords(database, runId, token, [first, repeated, event])).to.deep.equal([
      { record: repeated, firstLine: 2 },
    ]);
    const later = buildRecord('TK-1', { line: 900, body: '{"other":1}' });
    const duplicates = await stageRecords(database, runId, token, [later, buildRecord('TK-2', { line: 901 })]);
    expect(duplicates).to.deep.equal([{ record: later, firstLine: 2 }]);
    expect(duplicates[0]?.record).to.equal(later);
    expect(await countRecords(database, runId)).to.deep.equal({ events: 1, tickets: 2 });
  });

  it('are stored but for the one whose id was there, however many statements they take', async () => {
    const { runId, token } = await startImport(database);
    await stageRecords(database, runId, token, [buildRecord('TK-777', { line: 2 })]);
    const records = Array.from({ length: 900 }, (_, index) => buildRecord(`TK-${index}`, { line: index + 10 }));
    const duplicates = await stageRecords(database, runId, token, records);
    expect(duplicates).to.deep.equal([{ record: records[777], firstLine: 2 }]);
    expect(await countRecords(database, runId)).to.deep.equal({ tickets: 900 });
  });

  it('keep ids apart that differ in case, accent or an invisible letter only', async () => {
    const { runId, token } = await startImport(database);
    const records = LOOK_ALIKES.map((id, index) => buildRecord(id, { line: index + 2 }));
    expect(await stageRecords(database, runId, token, records)).to.deep.equal([]);
    for (const record of records) {
      expect(await findRecords(database, runId, record.subjectId)).to.deep.equal([record]);
    }
  });

  it('refuse ids that databases would tell apart differently, and do not show them', async () => {
    const { runId, token } = await startImport(database);
    for (const id of ['', ' TK', 'TK ', 'T\tK', 'T\u0000K', 'T\ud800K', 'x'.repeat(101)]) {
      const error = await stageRecords(database, runId, token, [buildRecord('TK-1', { subjectId: id })]).catch(
        (caught: unknown) => caught,
      );
      expect(error)
        .to.be.an('error')
        .with.property('message', `an id of ${id.length} characters cannot be stored as it is`);
    }
    const longest = buildRecord('ế'.repeat(100));
    expect(await stageRecords(database, runId, token, [longest])).to.deep.equal([]);
  });

  it('are removed by input and id', async () => {
    const { runId, token } = await startImport(database);
    const ids = Array.from({ length: 1_200 }, (_, index) => `TK-${index}`);
    await stageRecords(
      database,
      runId,
      token,
      ids.map((id, index) => buildRecord(id, { line: index + 2 })),
    );
    await stageRecords(database, runId, token, [buildRecord('TK-1', { input: 'events' })]);
    await deleteRecords(database, runId, token, 'tickets', ids.slice(1));
    expect(await countRecords(database, runId)).to.deep.equal({ events: 1, tickets: 1 });
  });

  it('of one subject are found by input, then line', async () => {
    const runId = await startDeciding(database, [
      buildRecord('TK-1', { line: 9 }),
      buildRecord('e-b', { input: 'events', subjectId: 'TK-1', line: 10 }),
      buildRecord('e-a', { input: 'events', subjectId: 'TK-1', line: 3 }),
      buildRecord('e-c', { input: 'events', subjectId: 'TK-10', line: 2 }),
    ]);
    const records = await findRecords(database, runId, 'TK-1');
    expect(records.map(({ input, line }) => `${input} ${line}`)).to.deep.equal(['events 3', 'events 10', 'tickets 9']);
  });

  it('may be large: bodies of megabytes, and many rows at once', async () => {
    const { runId, token } = await startImport(database);
    const large = 'ữ'.repeat(1_500_000);
    const records = [1, 2, 3].map((line) => buildRecord(`large-${line}`, { line, body: large }));
    const many = Array.from({ length: 5_000 }, (_, index) => buildRecord(`many-${index}`, { line: index + 10 }));
    await stageRecords(database, runId, token, [...records, ...many]);
    expect(await countRecords(database, runId)).to.deep.equal({ tickets: 5_003 });
    expect((await findRecords(database, runId, 'large-3'))[0]?.body.length).to.equal(large.length);
  });

  it('are stored all or none', async () => {
    const { runId, token } = await startImport(database);
    const tooLong = buildRecord('TK-2', { tag: database.dialect === 'mysql' ? 'x'.repeat(200) : null });
    if (database.dialect === 'sqlite') await database.knex.raw('pragma max_page_count = 1');
    const many = Array.from({ length: 3_000 }, (_, index) => buildRecord(`TK-x${index}`, { body: 'x'.repeat(500) }));
    const error = await stageRecords(database, runId, token, [...many, tooLong]).catch((caught: unknown) => caught);
    if (database.dialect === 'sqlite') await database.knex.raw('pragma max_page_count = 1073741823');
    expect(error).to.have.property('code', database.dialect === 'sqlite' ? 'DISK_FULL' : 'DATABASE');
    expect(await countRecords(database, runId)).to.deep.equal({});
    await stageRecords(database, runId, token, [buildRecord('TK-1')]);
    expect(await countRecords(database, runId)).to.deep.equal({ tickets: 1 });
  });
});

import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { before, it } from 'mocha';
import { addCertificate, type NewCertificate, readCertificates } from '../../src/store/certificates.ts';
import type { Database } from '../../src/store/database.ts';
import { readDatabaseClock } from '../../src/store/database-clock.ts';
import { describeEachDatabase } from '../support/each-database.ts';

const buildCertificate = (set: Partial<NewCertificate> = {}): NewCertificate => ({
  release: randomUUID(),
  seed: Number.MAX_SAFE_INTEGER,
  records: 2_400_000,
  cases: 767,
  differences: 0,
  engineVersion: '7.3.1',
  programVersion: '0.8.0',
  result: JSON.stringify([{ ruleSet: 'ticket-routing', title: 'phân công' }]),
  ...set,
});

describeEachDatabase('certificates', (open) => {
  let database: Database;
  before(async () => {
    database = await open();
  });

  it('are kept as they were added, with the moment by the clock of the database', async () => {
    const certificate = buildCertificate({ result: JSON.stringify('Thời hạn '.repeat(20_000)) });
    const from = await readDatabaseClock(database);
    const certificateId = await addCertificate(database, certificate);
    const [stored, ...others] = await readCertificates(database, certificate.release);
    expect(stored).to.deep.equal({ ...certificate, certificateId, createdAt: stored?.createdAt });
    expect(stored?.createdAt).to.be.within(from, from + 60_000);
    expect(others).to.deep.equal([]);
  });

  it('are read by release, the newest first', async () => {
    const { release } = buildCertificate();
    const older = await addCertificate(database, buildCertificate({ release, differences: 3 }));
    await database.knex('certificates').where({ certificate_id: older }).decrement('created_at', 1_000);
    const newer = await addCertificate(database, buildCertificate({ release }));
    await addCertificate(database, buildCertificate());
    const read = await readCertificates(database, release);
    expect(read.map((each) => each.certificateId)).to.deep.equal([newer, older]);
    expect(await readCertificates(database, 'unknown')).to.deep.equal([]);
  });
});

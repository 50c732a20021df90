import { join } from 'node:path';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { checkCertificate } from '../../src/cli/doctor/check-certificate.ts';
import { readEngineVersion, readProgramVersion } from '../../src/cli/package-versions.ts';
import { addCertificate, type NewCertificate, readCertificates } from '../../src/store/certificates.ts';
import { openDatabase } from '../../src/store/database.ts';
import { migrateDatabase } from '../../src/store/migrate-database.ts';
import { findReleaseContent } from '../../src/store/releases.ts';
import { runCli, withFolder } from '../support/run-cli.ts';
import { loadShippedRelease, RULES_FOLDER } from '../support/shipped-release.ts';

async function readStored(folder: string, release: string) {
  const database = await openDatabase(join(folder, 'kyhan.db'));
  try {
    const content = await findReleaseContent(database, release);
    return { certificates: await readCertificates(database, release), content };
  } finally {
    await database.close();
  }
}

describe('kyhan rules certify', () => {
  it('compares both evaluators over the rules, prints the result and stores it with the release', () =>
    withFolder(async (folder) => {
      const { hash, content } = await loadShippedRelease();
      const { exitCode, stdout, stderr } = await runCli(folder, [
        ...['rules', 'certify', '--records', '200', '--seed', '3', '--json'],
      ]);
      expect(exitCode, stderr).to.equal(0);
      const shown = JSON.parse(stdout);
      expect(shown).to.deep.include({ release: hash, seed: 3, engineVersion: '7.3.1', records: 4_800, differences: 0 });
      expect(shown.ruleSets).to.have.length(24);
      expect(stderr).to.match(/^ticket-time-limits +29 +200 +\d+ of 11 +0$/m);
      expect(stderr).to.match(/no difference in \d+ cases and 4800 random records/);

      const stored = await readStored(folder, hash);
      expect(stored.content).to.equal(content);
      expect(stored.certificates).to.have.length(1);
      const { certificateId, programVersion, cases } = shown;
      expect(stored.certificates[0]).to.deep.include({ certificateId, programVersion, cases, seed: 3, records: 4_800 });
      expect(JSON.parse(stored.certificates[0]?.result ?? '')).to.deep.equal(shown.ruleSets);
    }));

  it('is what the doctor asks for, and looks at', () =>
    withFolder(async (folder) => {
      const { hash } = await loadShippedRelease();
      const target = join(folder, 'kyhan.db');
      const look = async (): Promise<string> =>
        (await checkCertificate(RULES_FOLDER, target)).map(({ level, what }) => `${level} ${what}`).join();
      expect(await look()).to.equal('');
      const database = await openDatabase(target);
      await migrateDatabase(database);
      const versions = { engineVersion: readEngineVersion(), programVersion: readProgramVersion() };
      const result = { release: hash, seed: 1, cases: 7, records: 24, differences: 0, result: '[]' };
      const add = (set: Partial<NewCertificate>) => addCertificate(database, { ...result, ...versions, ...set });
      expect(await look()).to.match(/^hint release [0-9a-f]{12}: the compiled evaluator was not compared/);
      await add({ programVersion: '0.0.1' });
      expect(await look()).to.match(/^hint /);
      await add({});
      expect(await look()).to.match(/^fine .* on \d{4}-\d\d-\d\d in 7 cases and 24 records, 0 differences$/);
      await database.knex('certificates').decrement('created_at', 1_000);
      await add({ differences: 3 });
      expect(await look()).to.match(/^wrong .* 3 differences$/);
      await database.close();
    }));

  it('stops at Ctrl-C and stores nothing', () =>
    withFolder(async (folder) => {
      const { hash } = await loadShippedRelease();
      let isStopped = false;
      const { exitCode, stderr } = await runCli(
        folder,
        ['rules', 'certify', '--records', '100000000'],
        (text, kill) => {
          if (isStopped || !text.includes('1 of 24')) return;
          isStopped = true; // a second signal ends any program at once
          kill('SIGINT');
        },
      );
      expect(exitCode).to.equal(1);
      expect(stderr).to.match(/stopped at rule set 1 of 24; no result was stored\n.*\[RUN_INTERRUPTED\]/);
      expect((await readStored(folder, hash)).certificates).to.deep.equal([]);
    }));

  it('refuses a number of records that is none', () =>
    withFolder(async (folder) => {
      const { exitCode, stderr } = await runCli(folder, ['rules', 'certify', '--records', 'many']);
      expect(exitCode).to.equal(2);
      expect(stderr).to.include('Allowed: a whole number from 1 to 100000000.');
    }));
});

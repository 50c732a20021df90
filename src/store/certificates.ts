import { randomUUID } from 'node:crypto';
import type { Instant } from '../domain/instant.ts';
import type { Database } from './database.ts';
import { readDatabaseClock } from './database-clock.ts';
import { runQuery } from './run-query.ts';

/** What comparing the compiled evaluator with json-rules-engine over a release came to. */
export type NewCertificate = {
  readonly release: string;
  /** The seed of the random records, and how many there were of all rule sets together. */
  readonly seed: number;
  readonly records: number;
  readonly cases: number;
  readonly differences: number;
  readonly engineVersion: string;
  readonly programVersion: string;
  /** The result by rule set, as JSON. */
  readonly result: string;
};

export type Certificate = NewCertificate & { readonly certificateId: string; readonly createdAt: Instant };

const COLUMNS = {
  certificateId: 'certificate_id',
  release: 'release_hash',
  createdAt: 'created_at',
  seed: 'seed',
  records: 'records',
  cases: 'cases',
  differences: 'differences',
  engineVersion: 'engine_version',
  programVersion: 'program_version',
  result: 'result',
} as const;

/** Adds a certificate by the clock of the database; earlier ones of the release stay. Returns its id. */
export async function addCertificate(database: Database, certificate: NewCertificate): Promise<string> {
  const certificateId = randomUUID();
  const createdAt = await readDatabaseClock(database);
  await runQuery(database, async (knex) =>
    knex('certificates').insert({
      certificate_id: certificateId,
      release_hash: certificate.release,
      created_at: createdAt,
      seed: certificate.seed,
      records: certificate.records,
      cases: certificate.cases,
      differences: certificate.differences,
      engine_version: certificate.engineVersion,
      program_version: certificate.programVersion,
      result: certificate.result,
    }),
  );
  return certificateId;
}

/** The certificates of a release, the newest first. */
export async function readCertificates(database: Database, release: string): Promise<readonly Certificate[]> {
  return runQuery(database, async (knex) => {
    const rows: readonly Certificate[] = await knex('certificates')
      .select(COLUMNS)
      .where({ release_hash: release })
      .orderBy([
        { column: 'created_at', order: 'desc' },
        { column: 'certificate_id', order: 'desc' },
      ]);
    return rows;
  });
}

import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createConnection } from 'mysql2/promise';
import { useTestServer } from './mariadb-fixture.ts';

export const TEST_DIALECTS = ['sqlite', 'mysql'] as const;
export type TestDialect = (typeof TEST_DIALECTS)[number];

/** An empty database: what `openDatabase` takes, and how to be rid of it. */
export type TestDatabase = { readonly target: string; readonly remove: () => Promise<void> };

/** Makes an empty database: a file in a temporary folder, or a new utf8mb4 database on a real server. */
export async function createTestDatabase(dialect: TestDialect): Promise<TestDatabase> {
  return dialect === 'sqlite' ? createFile() : createOnServer();
}

async function createFile(): Promise<TestDatabase> {
  const folder = await mkdtemp(join(tmpdir(), 'kyhan-test-'));
  return { target: join(folder, 'test.db'), remove: () => rm(folder, { recursive: true, force: true }) };
}

async function createOnServer(): Promise<TestDatabase> {
  const { url } = await useTestServer();
  const name = `kyhan_test_${randomUUID().replaceAll('-', '').slice(0, 16)}`;
  await runStatement(url, `create database ${name} character set utf8mb4`);
  const target = new URL(url);
  target.pathname = `/${name}`;
  return { target: target.href, remove: () => runStatement(url, `drop database ${name}`) };
}

async function runStatement(url: string, sql: string): Promise<void> {
  const connection = await createConnection(url);
  try {
    await connection.query(sql);
  } finally {
    await connection.end();
  }
}

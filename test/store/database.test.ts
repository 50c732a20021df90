import { chmod, copyFile, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import { openDatabase } from '../../src/store/database.ts';
import { catchFailure } from '../support/catch-failure.ts';
import { useTestServer } from '../support/mariadb-fixture.ts';
import { spawnStoreProcess } from '../support/spawn-store-process.ts';

/** "nobody" of Linux: a user without rights to files of others. */
const NOBODY = 65_534;

describe('opening an embedded database', () => {
  let folder = '';
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kyhan-open-'));
  });
  after(() => rm(folder, { recursive: true, force: true }));

  it('makes the file, and the folders on the way to it', async () => {
    const path = join(folder, 'new', 'folder', 'kyhan.db');
    const database = await openDatabase(path);
    expect(database.dialect).to.equal('sqlite');
    expect(database.label).to.equal(path);
    await database.close();
    expect((await stat(path)).isFile()).to.equal(true);
  });

  it('keeps what was written, all of it in the one file once it is closed', async () => {
    const path = join(folder, 'again.db');
    const first = await openDatabase(path);
    await first.knex.raw('create table kept (id text)');
    await first.close();
    const copy = join(folder, 'copy.db');
    await copyFile(path, copy);
    const second = await openDatabase(copy);
    expect(await second.knex.schema.hasTable('kept')).to.equal(true);
    await second.close();
  });

  it('says that a file is no database', async () => {
    const path = join(folder, 'notes.txt');
    await writeFile(path, 'these are notes and no database. '.repeat(100));
    const failure = await catchFailure(() => openDatabase(path));
    expect(failure.code).to.equal('DATABASE');
    expect(failure.message).to.equal(`database ${path}: it is no database file`);
  });

  it('says that a folder is no file', async () => {
    const failure = await catchFailure(() => openDatabase(folder));
    expect(failure.code).to.equal('DATABASE_UNAVAILABLE');
    expect(failure.message).to.contain('it is no file');
  });

  it('says that a folder cannot be made inside a file', async () => {
    const path = join(folder, 'file');
    await writeFile(path, '');
    const failure = await catchFailure(() => openDatabase(join(path, 'kyhan.db')));
    expect(failure.code).to.equal('DATABASE_UNAVAILABLE');
  });

  it('says that a file, or its folder, cannot be written', async () => {
    const path = join(folder, 'read-only.db');
    await (await openDatabase(path)).close();
    await chmod(path, 0o444);
    await chmod(folder, 0o777);
    // Root may write everything, so another user has to try.
    const user = process.getuid?.() === 0 ? NOBODY : undefined;
    expect(await spawnStoreProcess('open', path, user).result).to.deep.equal({ failure: 'DATABASE_READ_ONLY' });
    await chmod(path, 0o666);
    await chmod(folder, 0o555);
    expect(await spawnStoreProcess('open', path, user).result).to.deep.equal({ failure: 'DATABASE_READ_ONLY' });
    await chmod(folder, 0o755);
  });

  it('refuses a name that is no path', async () => {
    expect((await catchFailure(() => openDatabase(' '))).code).to.equal('CONFIGURATION');
    expect((await catchFailure(() => openDatabase('postgres://host/name'))).message).to.contain('postgres://');
  });
});

describe('opening a database on a server', () => {
  it('refuses a URL that is not complete', async () => {
    for (const url of ['mysql://host', 'mysql://user:secret@host/', 'mysql://user:se%ZZcret@host/name', 'mysql://:']) {
      const failure = await catchFailure(() => openDatabase(url));
      expect(failure.code).to.equal('CONFIGURATION');
      expect(failure.message + failure.action).not.to.contain('secret');
    }
  });

  it('refuses an option that it does not know', async () => {
    const failure = await catchFailure(() => openDatabase('mysql://user@host/name?sslmode=off'));
    expect(failure.message).to.contain('"sslmode"');
  });

  it('says where nobody answers, without the password', async () => {
    const failure = await catchFailure(() => openDatabase('mysql://user:secret@127.0.0.1:1/name'));
    expect(failure.code).to.equal('DATABASE_UNAVAILABLE');
    expect(failure.message).to.equal('database 127.0.0.1:1/name: it cannot be reached');
    expect(failure.cause).to.equal(undefined);
  });

  it('says that a user is refused, without the password', async () => {
    const { host } = new URL((await useTestServer()).url);
    const failure = await catchFailure(() => openDatabase(`mariadb://stranger:secret@${host}/name`));
    expect(failure.code).to.equal('DATABASE_UNAVAILABLE');
    expect(failure.message).to.contain('refuses the user or the password').and.not.contain('secret');
  });

  it('says that there is no database of that name', async () => {
    const { url } = await useTestServer();
    const failure = await catchFailure(() => openDatabase(`${url}/no_such_database`));
    expect(failure.code).to.equal('DATABASE_UNAVAILABLE');
    expect(failure.action).to.contain('CREATE DATABASE');
  });

  it('compares as bytes, refuses values that do not fit, and waits for locks only for a while', async () => {
    const { url } = await useTestServer();
    const database = await openDatabase(`${url}/mysql`);
    try {
      const sql = "select @@collation_connection c, @@sql_mode m, @@innodb_lock_wait_timeout w, 'A' = 'a' as same";
      const rows: unknown = (await database.knex.raw(sql))[0];
      const m = 'STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION';
      expect(rows).to.deep.equal([{ c: 'utf8mb4_bin', m, w: 10, same: 0 }]);
    } finally {
      await database.close();
    }
  });
});

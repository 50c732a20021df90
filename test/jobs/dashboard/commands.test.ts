import { spawn } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { expect } from 'chai';
import { Command } from 'commander';
import { after, before, describe, it } from 'mocha';
import { openRedis } from '../../../jobs/connection.ts';
import { hashPassword, verifyPassword } from '../../../jobs/dashboard/password-hash.ts';
import { type DashboardRequest, runDashboard } from '../../../jobs/dashboard/run-dashboard.ts';
import { openQueues } from '../../../jobs/queues.ts';
import { addServeCommand } from '../../../src/cli/serve.ts';
import { addUserCommands } from '../../../src/cli/user.ts';
import { readAuditEntries } from '../../../src/store/audit.ts';
import { readProgress } from '../../../src/store/chunks.ts';
import { type Database, openDatabase } from '../../../src/store/database.ts';
import { findRun } from '../../../src/store/runs.ts';
import { createUser, findUser } from '../../../src/store/users.ts';
import { catchFailure } from '../../support/catch-failure.ts';
import { startTestRedis } from '../../support/redis.ts';
import { useTestRedis } from '../../support/redis-fixture.ts';
import {
  buildCliEnvironment,
  type CliResult,
  LAUNCHER,
  makeFolder,
  runCli,
  withFolder,
} from '../../support/run-cli.ts';
import { CHEAP, readToken } from './open-dashboard.ts';
import { startPartialRun } from './sample-runs.ts';

/** Runs a command on a terminal of its own; part of every Debian. */
const SCRIPT = '/usr/bin/script';

const PASSWORD = 'chín con sông, một mặt trời';

describe('the commands of the dashboard', () => {
  let folder: string;
  before(async () => {
    folder = await makeFolder();
    expect((await runCli(folder, ['migrate'])).exitCode).to.equal(0);
  });
  after(() => rm(folder, { recursive: true, force: true }));

  /** Runs a command with something on its standard input. */
  function runWith(input: string, command: string, args: readonly string[]): Promise<CliResult> {
    return new Promise((resolve, reject) => {
      const child = spawn(command, args, { cwd: folder, env: buildCliEnvironment(folder), stdio: 'pipe' });
      let [stdout, stderr] = ['', ''];
      child.stdout.setEncoding('utf8').on('data', (text: string) => {
        stdout += text;
      });
      child.stderr.setEncoding('utf8').on('data', (text: string) => {
        stderr += text;
      });
      child.on('error', reject).on('close', (exitCode) => resolve({ exitCode, stdout, stderr }));
      child.stdin.end(input);
    });
  }

  const kyhan = (input: string, ...args: readonly string[]): Promise<CliResult> =>
    runWith(input, process.execPath, [LAUNCHER, ...args]);

  async function withStore<T>(use: (database: Database) => Promise<T>): Promise<T> {
    const database = await openDatabase(`${folder}/kyhan.db`);
    try {
      return await use(database);
    } finally {
      await database.close();
    }
  }

  it('add a user whose password comes from a pipe', async () => {
    const added = await kyhan(`${PASSWORD}\n`, 'user', 'add', 'Lan.Nguyen', '--role', 'operator');
    expect(added.stderr).to.equal('added lan.nguyen, operator\n');
    const user = await withStore((database) => findUser(database, 'lan.nguyen'));
    expect(user).to.include({ role: 'operator', isDisabled: false });
    expect(await verifyPassword(PASSWORD, user?.passwordHash ?? '')).to.equal(true);
  });

  it('ask twice on a terminal, and show nothing of what is typed', async () => {
    // A terminal shows what is typed unless the program stops it.
    const command = `"${process.execPath}" "${LAUNCHER}" user add minh --role viewer`;
    const typed = await runOnTerminal(command, ['Password of minh: ', 'The same again: '], `${PASSWORD}x\u007f\r`);
    expect(typed).to.contain('added minh, viewer').and.not.contain('sông');
    const user = await withStore((database) => findUser(database, 'minh'));
    expect(await verifyPassword(PASSWORD, user?.passwordHash ?? '')).to.equal(true);
  });

  /** Types the text after each question. */
  function runOnTerminal(command: string, questions: readonly string[], text: string): Promise<string> {
    return new Promise((resolve, reject) => {
      const child = spawn(SCRIPT, ['-qec', command, '/dev/null'], { cwd: folder, env: buildCliEnvironment(folder) });
      let output = '';
      let asked = 0;
      child.stdout.setEncoding('utf8').on('data', (piece: string) => {
        output += piece;
        const question = questions[asked];
        if (question === undefined || !output.includes(question)) return;
        asked += 1;
        child.stdin.write(text);
      });
      child.on('error', reject).on('close', () => resolve(output));
    });
  }

  it('refuse what cannot be a user or a role, and change nothing', async () => {
    const tries: readonly (readonly [readonly string[], string])[] = [
      [['add', 'lan.nguyen', '--role', 'admin'], 'there is a user "lan.nguyen" already'],
      [['add', 'x', '--role', 'admin'], 'cannot be the name of a user'],
      [['add', 'hoa', '--role', 'root'], 'Allowed: viewer, operator, admin'],
      [['add', 'hoa'], "required option '--role <role>'"],
      [['add', 'hoa', '--role', 'viewer', '--password', PASSWORD], "unknown option '--password'"],
      [['password', 'hoa'], 'there is no user "hoa"'],
      [['role', 'hoa', 'viewer'], 'there is no user "hoa"'],
      [['role', 'lan.nguyen', 'root'], 'Allowed: viewer, operator, admin'],
      [['disable', 'hoa'], 'there is no user "hoa"'],
    ];
    for (const [args, message] of tries) expect(await runHere('user', ...args), args.join(' ')).to.contain(message);
    expect(await withStore((database) => findUser(database, 'hoa'))).to.equal(undefined);
  });

  it('refuse a password that is too short, and none', async () => {
    const short = await kyhan('short', 'user', 'add', 'hoa', '--role', 'viewer');
    expect([short.exitCode, short.stdout]).to.deep.equal([2, '']);
    expect(short.stderr).to.contain('5 characters; at least 12').and.not.contain('short');
    const none = await kyhan('', 'user', 'add', 'hoa', '--role', 'viewer');
    expect(none.stderr).to.contain('no password was given');
    expect(await withStore((database) => findUser(database, 'hoa'))).to.equal(undefined);
  });

  /** Runs a command in this process; returns the message with which it failed. */
  async function runHere(...args: readonly string[]): Promise<string> {
    const program = new Command('kyhan');
    addUserCommands(program);
    addServeCommand(program);
    const silence = (command: Command): void => {
      command.exitOverride().configureOutput({ writeErr: () => undefined });
      for (const each of command.commands) silence(each);
    };
    silence(program);
    return program.parseAsync([...args, '--db', `${folder}/kyhan.db`], { from: 'user' }).then(
      () => 'it did not fail',
      (error: unknown) => (error instanceof Error ? error.message : String(error)),
    );
  }

  it('change role, password and disabling, list the users, and write each change into the audit', async () => {
    await runHere('user', 'role', 'minh', 'admin');
    await kyhan('một mật khẩu khác hẳn', 'user', 'password', 'minh');
    await runHere('user', 'disable', 'lan.nguyen');
    const { stdout } = await kyhan('', 'user', 'list');
    expect(stdout.split('\n').map((line) => line.split('\t').slice(0, 3))).to.deep.equal([
      ['lan.nguyen', 'operator', 'disabled'],
      ['minh', 'admin', 'active'],
      [''],
    ]);
    const entries = await withStore((database) => readAuditEntries(database, { limit: 100 }));
    expect([...entries].reverse().map(({ action, phase, detail }) => `${action} ${phase}: ${detail}`)).to.deep.equal([
      'user-add asked: lan.nguyen, role operator',
      'user-add answered: lan.nguyen, role operator',
      'user-add asked: minh, role viewer',
      'user-add answered: minh, role viewer',
      'user-role asked: minh, role admin',
      'user-role answered: minh, role admin',
      'user-password asked: minh',
      'user-password answered: minh',
      'user-disable asked: lan.nguyen',
      'user-disable answered: lan.nguyen',
    ]);
    for (const { userName } of entries) expect(userName).to.match(/^cli:\w+@./);
  });

  it('serve until they are asked to stop', async () => {
    const { url } = await useTestRedis();
    let asking: Promise<readonly unknown[]> | undefined;
    const args = ['serve', '--port', '0'];
    const result = await runCli(
      folder,
      args,
      (stderr, kill) => {
        const address = /serving on (http:\/\/127\.0\.0\.1:\d+)/.exec(stderr)?.[1];
        if (address === undefined || asking !== undefined) return;
        asking = ask(address).finally(() => kill('SIGTERM'));
      },
      { REDIS_URL: url },
    );
    expect(await asking).to.deep.equal([
      200,
      { ok: true, database: { ok: true }, redis: { ok: true } },
      302,
      '/login?next=%2F',
    ]);
    expect(result).to.include({ exitCode: 0, stdout: '' });
  });

  async function ask(address: string): Promise<readonly unknown[]> {
    const ready = await fetch(`${address}/readyz`);
    const start = await fetch(address, { redirect: 'manual' });
    return [ready.status, await ready.json(), start.status, start.headers.get('location')];
  }

  it('say what is missing before they serve', async () => {
    expect(await runHere('serve')).to.contain('REDIS_URL is not set');
    expect(await runHere('serve', '--port', '70000')).to.contain('Allowed: 0 to 65535');
    expect(await runHere('serve', '--https')).to.contain('no proxy that says which requests came by https');
    for (const proxies of ['proxy.example', '10.0.0.1/0', '10.0.0.0/33', '10.0.0.1,', '10.0.0.1/8/8', '*']) {
      expect(await runHere('serve', '--trust-proxy', proxies), proxies).to.contain('Allowed: addresses');
    }
    const known = ['serve', '--https', '--trust-proxy', '10.0.0.1, 2001:db8::/32'];
    expect(await runHere(...known)).to.contain('REDIS_URL is not set');
    const away = await runCli(folder, ['serve', '--port', '0'], undefined, { REDIS_URL: 'redis://127.0.0.1:1' });
    expect(away.exitCode).to.be.oneOf([1, 2]);
    expect(away.stderr).to.match(/→ /).and.not.contain('UNEXPECTED');
  });

  it('refuse a weak secret, and a port that is taken', async () => {
    const { url } = await useTestRedis();
    await withStore(async (database) => {
      const request = buildRequest(database, url);
      const weak = await catchFailure(() => runDashboard({ ...request, sessionSecret: 'short' }));
      expect(weak.code).to.equal('CONFIGURATION');
      expect(weak.action).to.contain('at least 32 random ones');
      const taken = await catchFailure(() => runDashboard({ ...request, port: Number(new URL(url).port) }));
      expect(taken.message).to.contain('cannot be listened on (EADDRINUSE)');
      await runDashboard({ ...request, sessionSecret: 'x'.repeat(32) }); // ends by itself: it was asked to
    });
  });

  function buildRequest(database: Database, redisUrl: string): DashboardRequest {
    return {
      database,
      redisUrl,
      logger: { info: () => undefined, error: () => undefined, close: async () => undefined },
      host: '127.0.0.1',
      port: 0,
      isHttps: false,
      trustedProxies: [],
      signal: AbortSignal.abort(),
      onReady: () => undefined,
    };
  }

  it('put a run on the queue again when an operator asks for it', async () => {
    const { url } = await useTestRedis();
    await withStore(async (database) => {
      const runId = await startPartialRun(database);
      await addOperator(database);
      const controller = new AbortController();
      let status = 0;
      await runDashboard({
        ...buildRequest(database, url),
        signal: controller.signal,
        onReady: (address) => {
          retryBySite(address, runId)
            .then((answer) => {
              status = answer;
            })
            .finally(() => controller.abort());
        },
      });
      expect(status).to.equal(303);
      expect(await findRun(database, runId)).to.include({ status: 'deciding', failure: null });
      expect((await readProgress(database, runId)).chunksFailed).to.equal(0);
      const connection = openRedis(url, 'fail-fast');
      const { queues, close } = openQueues(connection);
      expect(await queues.close.getJobState(`close.${runId}`)).to.equal('waiting');
      await close();
      connection.disconnect();
    });
  });

  it('say that Redis is away when an operator asks for something, and go on serving', async () => {
    const redis = await startTestRedis();
    await withStore(async (database) => {
      const runId = await startPartialRun(database);
      await addOperator(database);
      const controller = new AbortController();
      let status = 0;
      await runDashboard({
        ...buildRequest(database, redis.url),
        signal: controller.signal,
        onReady: (address) => {
          redis
            .kill()
            .then(() => retryBySite(address, runId))
            .then((answer) => {
              status = answer;
            })
            .finally(() => controller.abort());
        },
      });
      expect(status).to.equal(503);
      // What was asked for is in the database: a worker puts it on the queue when Redis is back.
      expect(await findRun(database, runId)).to.include({ status: 'deciding' });
    });
    await redis.stop();
  });

  /** Adds the user `vh`, unless a test before has. */
  async function addOperator(database: Database): Promise<void> {
    if ((await findUser(database, 'vh')) !== undefined) return;
    const passwordHash = await hashPassword(PASSWORD, CHEAP);
    await createUser(database, { name: 'vh', role: 'operator', passwordHash }, Date.now());
  }

  /** Signs in and retries a run, over the network. */
  async function retryBySite(address: string, runId: string): Promise<number> {
    const cookies = new Map<string, string>();
    const send = async (path: string, fields?: Readonly<Record<string, string>>): Promise<Response> => {
      const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
      const body = fields === undefined ? {} : { method: 'POST', body: new URLSearchParams(fields) };
      const answer = await fetch(`${address}${path}`, {
        redirect: 'manual',
        headers: { accept: 'text/html', cookie },
        ...body,
      });
      for (const line of answer.headers.getSetCookie()) {
        const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
        cookies.set(name, value);
      }
      return answer;
    };
    const token = readToken(await (await send('/login')).text());
    await send('/login', { name: 'vh', password: PASSWORD, _csrf: token });
    const page = await (await send(`/runs/${runId}`)).text();
    return (await send(`/runs/${runId}/retry`, { _csrf: readToken(page) })).status;
  }

  it('tell how to add the first user, and serve all the same', async () => {
    await withFolder(async (empty) => {
      await runCli(empty, ['migrate']);
      const { url } = await useTestRedis();
      let page: Promise<string> | undefined;
      const onStderr = (stderr: string, kill: (signal: NodeJS.Signals) => void): void => {
        const address = /serving on (\S+);/.exec(stderr)?.[1];
        if (address === undefined || page !== undefined) return;
        page = fetch(`${address}/login`)
          .then((answer) => answer.text())
          .finally(() => kill('SIGTERM'));
      };
      const result = await runCli(empty, ['serve', '--port', '0'], onStderr, { REDIS_URL: url });
      expect(result.stderr).to.contain('kyhan user add NAME --role admin');
      expect(await page).to.contain('kyhan user add TÊN --role admin');
    });
  });
});

import { execFileSync, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'chai';
import { before, describe, it } from 'mocha';
import { openRedis } from '../../jobs/connection.ts';
import { inspectRedis } from '../../jobs/redis-check.ts';
import { PROJECT_FOLDER, runCli, withFolder } from '../support/run-cli.ts';
import { findFreePort } from '../support/server-process.ts';

const read = (file: string): string => readFileSync(join(PROJECT_FOLDER, file), 'utf8');
const withoutComments = (text: string): string => text.replace(/^\s*#.*$/gm, '');
const findAll = (text: string, pattern: RegExp): readonly string[] =>
  [...text.matchAll(pattern)].map(([whole, part]) => part ?? whole);
const find = (text: string, pattern: RegExp): string => findAll(text, pattern)[0] ?? `nothing like ${pattern}`;

const dockerfile = read('Dockerfile');
const compose = read('docker-compose.yml');
const ignored = read('.dockerignore');

/** The part of the compose file about one service. */
const getService = (name: string): string =>
  find(compose, new RegExp(`^  ${name}:\\n((?:    .*\\n|\\n|  +#.*\\n)+)`, 'gm'));
/** The words of a list in square brackets. */
const listWords = (list: string): readonly string[] => findAll(list, /["']?([^\s,"']+)["']?/g);

/** Folders and files that are copied from the project. */
const copied = findAll(dockerfile, /^COPY (?!--from)(.*) \S+$/gm).flatMap((sources) => sources.split(' '));

/** What each container of the program runs. */
const commands: readonly (readonly string[])[] = [
  find(dockerfile, /^CMD \[(.*)\]$/gm),
  ...['migrate', 'worker', 'serve'].map((name) => find(getService(name), /^ {4}command: \[(.*)\]$/gm)),
].map(listWords);

describe('the Dockerfile', () => {
  it('copies what there is, what the program needs, and nothing else', () => {
    const program = ['migrations', 'rules', 'reports', 'jobs', 'src'];
    expect(copied).to.have.members([...program, 'package.json', 'package.json', 'package-lock.json', '.npmrc']);
    expect(copied.filter((source) => !existsSync(join(PROJECT_FOLDER, source)))).to.deep.equal([]);
    expect(ignored).to.match(/^\*$/m);
    expect(findAll(ignored, /^!(.*)$/gm)).to.have.members([...new Set(copied)]);
  });

  it('leaves out what is for development, and runs as a user who cannot change the program', () => {
    expect(dockerfile).to.contain('npm ci --omit=dev');
    const { dependencies, engines } = JSON.parse(read('package.json'));
    expect(dependencies).to.have.property('tsx'); // takes the types off while the program starts
    expect(dockerfile.lastIndexOf('USER node')).to.be.greaterThan(dockerfile.lastIndexOf('COPY '));
    expect(dockerfile)
      .to.contain('STOPSIGNAL SIGTERM')
      .and.to.match(/^ENTRYPOINT \["tini", "--"/m);
    const [major, minor] = find(dockerfile, /^FROM node:(\S+)-slim /gm)
      .split('.')
      .map(Number);
    const [minMajor, minMinor] = find(engines.node, /\d+\.\d+/g)
      .split('.')
      .map(Number);
    expect([major, (minor ?? 0) >= (minMinor ?? 0)]).to.deep.equal([minMajor, true]);
    expect(new Set(findAll(dockerfile, /^FROM (\S+) /gm)).size).to.equal(1);
  });

  it('asks the port that is served whether it is ready', () => {
    const [probe] = findAll(dockerfile, /http:\/\/127\.0\.0\.1:(\d+\/\w+)/g);
    const port = find(dockerfile, /^EXPOSE (\d+)$/gm);
    expect(probe).to.equal(`${port}/readyz`);
    expect(read('jobs/dashboard/routes/health-routes.ts')).to.contain("'/readyz'");
    for (const command of commands.filter(([name]) => name === 'serve')) {
      expect(command.join(' ')).to.contain(`--host 0.0.0.0 --port ${port}`);
    }
    expect(getService('serve')).to.contain(`ports: ['127.0.0.1:8080:${port}']`);
  });
});

describe('the compose file', () => {
  const names: Record<string, string> = {};
  before(async () => {
    await withFolder(async (folder) => {
      names[''] = (await runCli(folder, ['--help'])).stdout;
      for (const [name = ''] of commands) names[name] ??= (await runCli(folder, [name, '--help'])).stdout;
    });
  }).timeout(120_000);

  it('runs commands that there are, with options that they have', () => {
    expect(commands.map(([name]) => name)).to.deep.equal(['serve', 'migrate', 'worker', 'serve']);
    for (const [name = '', ...rest] of commands) {
      expect(names['']).to.match(new RegExp(`^  ${name} `, 'm'));
      for (const option of rest.filter((word) => word.startsWith('--'))) expect(names[name]).to.contain(`${option} `);
    }
  });

  it('sets what the program reads, and no password', () => {
    const config = read('src/config.ts');
    const own = ['migrate', 'worker', 'serve'].map(getService).join('');
    const set = [
      ...findAll(dockerfile, /^(?:ENV| {3}) (\w+)=/gm),
      ...findAll(own, /^ {6}([A-Z_]+): /gm),
      ...findAll(compose, /^# {3}([A-Z_]+)=/gm),
    ].filter((name) => name !== 'NODE_ENV');
    expect(set).to.include.members(['KYHAN_LOG', 'KYHAN_INPUT_DIR', 'DATABASE_URL', 'REDIS_URL']);
    expect(set.filter((name) => !config.includes(`env.${name}`))).to.deep.equal([]);
    const secrets = findAll(withoutComments(compose), /\w*(?:PASSWORD|requirepass)\w*[:= ]+(\S+)/g);
    expect(secrets.filter((value) => !/^(\/run\/secrets\/\w+|\$\$\(cat)$/.test(value))).to.deep.equal([]);
    expect(secrets.length).to.be.greaterThan(2);
    const isGit = existsSync(join(PROJECT_FOLDER, '.git'));
    if (isGit) execFileSync('git', ['check-ignore', '--quiet', 'secrets/kyhan.env'], { cwd: PROJECT_FOLDER });
  });

  it('shows the metrics to Prometheus, which cannot sign in, and the guide has the proxy keep them from everybody else', () => {
    expect(commands.at(-1)).to.include.members(['serve', '--open-metrics']);
    expect(find(read('docs/dashboard.md'), /location = \/metrics \{ (.*?) \}/g)).to.equal('return 404;');
  });

  it('gives workers longer to stop than they take, and has the version of the program', () => {
    const worker = commands.find(([name]) => name === 'worker') ?? [];
    const stopAfterSeconds = Number(worker[worker.indexOf('--stop-after') + 1]);
    const graceSeconds = Number(find(getService('worker'), /stop_grace_period: (\d+)s/g));
    expect(graceSeconds).to.be.greaterThan(stopAfterSeconds + 15);
    expect(find(compose, /image: kyhan:(\S+)/g)).to.equal(JSON.parse(read('package.json')).version);
    expect(getService('migrate')).to.contain("restart: 'no'");
    expect(find(compose, /gateway: (\S+)/g)).to.equal(find(commands.at(-1)?.join(' ') ?? '', /--trust-proxy (\S+)/g));
  });

  it('starts a Redis as the queue needs it, whose password no list of processes shows', async () => {
    const script = find(getService('redis'), /- \|\n((?: {8}.*\n)+)/g).replaceAll('$$', '$');
    await withFolder(async (folder) => {
      const port = await findFreePort();
      await mkdir(join(folder, 'secrets'));
      await writeFile(join(folder, 'secrets', 'redis'), 'aGoodPassword');
      const here = script
        .replace(/^ {8}/gm, '')
        .replace('/run/secrets', join(folder, 'secrets'))
        .replace('dir /data', `dir ${folder}\nport ${port}`)
        .replace('bind * -::*', 'bind 127.0.0.1');
      const server = spawn('sh', ['-c', here], { stdio: 'ignore' });
      const redis = openRedis(`redis://:aGoodPassword@127.0.0.1:${port}`, 'wait');
      try {
        const { findings } = await inspectRedis(redis);
        expect(findings.filter(({ level }) => level !== 'fine')).to.deep.equal([]);
        expect(readFileSync(`/proc/${server.pid}/cmdline`, 'utf8'))
          .to.match(/^redis-server/)
          .and.not.contain('Good');
      } finally {
        redis.disconnect();
        server.kill('SIGTERM');
        for (let wait = 0; wait < 50 && server.exitCode === null; wait += 1) await sleep(100);
      }
      expect(server.exitCode).to.equal(0);
    });
  });
});

import { spawn } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { openLogger } from '../src/logger.ts';
import { PROJECT_FOLDER, withFolder } from './support/run-cli.ts';

/** More than a log file may have before the next one is begun. */
const LINES = 100_000;

const SCRIPT = `
  const { openLogger } = await import('./src/logger.ts');
  const logger = openLogger('/dev/stderr');
  for (let no = 0; no < ${LINES}; no += 1) logger.info('line '.repeat(20), { no });
  await logger.close();
`;

/** Node gives its children sockets; a shell gives them pipes, as containers do. */
const WAYS = { socket: '', pipe: '2>&1 | cat >&2' } as const;

describe('the log', () => {
  it('is a file with a line of JSON for each entry, in folders that are made', async () => {
    await withFolder(async (folder) => {
      const file = join(folder, 'a', 'b', 'kyhan.log');
      const logger = openLogger(file);
      logger.info('worker started', { concurrency: 2 });
      logger.error('unexpected', new TypeError('no name "Nguyễn Văn A"\n    at home'));
      await logger.close();
      const lines = (await readFile(file, 'utf8'))
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line));
      expect(lines).to.have.length(2);
      expect(lines[0]).to.include({ level: 'info', message: 'worker started', concurrency: 2 });
      expect(lines[1]).to.include({ level: 'error', message: 'unexpected', error: 'TypeError' });
      expect(lines[1].stack.join())
        .to.match(/logger\.test\.ts:\d+:\d+/)
        .and.not.to.match(/Nguyễn|home/);
    });
  });

  it('can be closed where it could not be written, long after that came up', async () => {
    await withFolder(async (folder) => {
      const logger = openLogger(folder); // a folder is no file
      logger.info('lost');
      await new Promise((resolve) => setTimeout(resolve, 200));
      await logger.close();
    });
    await openLogger('/dev/null/kyhan.log').close();
  });

  for (const [name, rest] of Object.entries(WAYS)) {
    it(`goes on and on where it is standard error, a ${name}`, async () => {
      const command = `"$0" --import tsx --input-type=module --eval "$1" ${rest}`;
      const child = spawn('sh', ['-c', command, process.execPath, SCRIPT], {
        cwd: PROJECT_FOLDER,
        stdio: ['ignore', 'ignore', 'pipe'],
      });
      let last = '';
      let count = 0;
      for await (const line of createInterface({ input: child.stderr })) {
        last = line;
        count += 1;
      }
      expect(count).to.equal(LINES);
      expect(JSON.parse(last)).to.include({ no: LINES - 1, level: 'info' });
    });
  }
});

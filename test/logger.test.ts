import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { PROJECT_FOLDER } from './support/run-cli.ts';

/** More than a log file may have before the next one is begun. */
const LINES = 100_000;

const SCRIPT = `
  const { openLogger } = await import('./src/logger.ts');
  const logger = openLogger('/dev/stderr');
  for (let no = 0; no < ${LINES}; no += 1) logger.info('line '.repeat(20), { no });
  await logger.close();
`;

describe('the log', () => {
  it('goes on and on where it is a pipe, as in a container', async () => {
    // Node gives its children sockets, which cannot be opened by name; a shell gives them pipes, as containers do.
    const command = '"$0" --import tsx --input-type=module --eval "$1" 2>&1 | cat';
    const stdio = ['ignore', 'pipe', 'inherit'] as const;
    const child = spawn('sh', ['-c', command, process.execPath, SCRIPT], { cwd: PROJECT_FOLDER, stdio: [...stdio] });
    if (child.stdout === null) throw new Error('no output');
    let last = '';
    let count = 0;
    for await (const line of createInterface({ input: child.stdout })) {
      last = line;
      count += 1;
    }
    expect(count).to.equal(LINES);
    expect(JSON.parse(last)).to.include({ no: LINES - 1, level: 'info' });
  });
});

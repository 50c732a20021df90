import { createHash } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { describeInputFile } from '../../src/intake/input-file.ts';
import { catchFailure, LIMITS, withFile } from './intake-files.ts';

describe('describing an input file', () => {
  it('gives its name, size and SHA-256', async () => {
    const content = 'ticketId\nT-1\n';
    const file = await withFile(content, (path) => describeInputFile('tickets', path, LIMITS), 'phiếu.csv');
    expect(file).to.include({ input: 'tickets', fileName: 'phiếu.csv', bytes: 13 });
    expect(file.sha256).to.equal(createHash('sha256').update(content).digest('hex'));
  });

  it('says that there is no such file', async () => {
    const failure = await catchFailure(describeInputFile('tickets', '/nowhere/a.csv', LIMITS), 'INPUT_NOT_FOUND');
    expect(failure.message).to.contain('/nowhere/a.csv');
  });

  it('refuses a directory and a device', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'kyhan-intake-'));
    try {
      const failure = await catchFailure(describeInputFile('tickets', folder, LIMITS), 'INPUT_UNREADABLE');
      expect(failure.message).to.contain('a directory');
    } finally {
      await rm(folder, { recursive: true });
    }
    await catchFailure(describeInputFile('tickets', '/dev/null', LIMITS), 'INPUT_UNREADABLE');
  });

  it('refuses an empty file', async () => {
    await withFile('', (path) => catchFailure(describeInputFile('tickets', path, LIMITS), 'INPUT_EMPTY'));
  });

  it('refuses zeros and UTF-16 text before it reads the whole file', async () => {
    for (const content of [Buffer.alloc(5_000), Buffer.from('\ufeffticketId\n', 'utf16le')]) {
      const failure = await withFile(content, (path) =>
        catchFailure(describeInputFile('tickets', path, LIMITS), 'INPUT_UNREADABLE'),
      );
      expect(failure.action).to.contain('UTF-8');
    }
  });

  it('takes a file of exactly the largest size and refuses one byte more', async () => {
    const limits = { ...LIMITS, maxFileBytes: 10 };
    const file = await withFile('0123456789', (path) => describeInputFile('tickets', path, limits));
    expect(file.bytes).to.equal(10);
    const failure = await withFile('0123456789a', (path) =>
      catchFailure(describeInputFile('tickets', path, limits), 'INPUT_TOO_LARGE'),
    );
    expect(failure.message).to.contain('11 bytes').and.to.contain('10');
  });
});

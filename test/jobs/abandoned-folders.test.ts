import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { expect } from 'chai';
import { after, before, describe, it } from 'mocha';
import { withWorkFolder } from '../../src/intake/work-folder.ts';
import { openWorkQueue, type WorkQueue } from '../support/work-queue.ts';

describe('a worker that starts', () => {
  let work: WorkQueue;
  before(async () => {
    work = await openWorkQueue();
  });
  after(() => work.close());

  it('removes copies of files that a killed worker has left on this machine', async () => {
    const { pid } = spawnSync(process.execPath, ['--version']);
    await withWorkFolder('import', async (held) => {
      const abandoned = held.replace(`-${process.pid}-`, `-${pid}-`);
      await mkdir(abandoned);
      await new Promise<void>((resolve, reject) => {
        work.startWorker({ queues: ['import'], onReady: () => resolve() }).ended.catch(reject);
      });
      expect(abandoned).not.to.equal(held);
      expect(existsSync(abandoned)).to.equal(false);
      expect(existsSync(held), 'one in use').to.equal(true);
    });
  });
});

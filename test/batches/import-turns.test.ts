import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { createTurnMemory, openTurns } from '../../src/batches/import-turns.ts';
import { PROJECT_FOLDER } from '../../src/config.ts';

describe('turns of an import', () => {
  it('give each step to one thread', () => {
    const memory = createTurnMemory(1);
    const [one, other] = [openTurns(memory), openTurns(memory)];
    expect([one.takeStep(), other.takeStep(), other.takeStep(), one.takeStep()]).to.deep.equal([0, 1, 2, 3]);
  });

  it('come in their order, for each file by itself', async () => {
    const memory = createTurnMemory(2);
    const [one, other] = [openTurns(memory), openTurns(memory)];
    const stored: string[] = [];
    const store = async (fileNo: number, turn: number): Promise<void> => {
      await one.waitFor(fileNo, turn, async () => {});
      stored.push(`${fileNo}.${turn}`);
    };
    const waiting = [store(0, 2), store(1, 1), store(0, 1)];
    await store(1, 0);
    other.endTurn(1);
    await waiting[1];
    other.endTurn(0);
    await waiting[2];
    other.endTurn(0);
    await waiting[0];
    expect(stored).to.deep.equal(['1.0', '1.1', '0.1', '0.2']);
  });

  it('keep the process alive where the thread that is waited for has died', async () => {
    const turns = JSON.stringify(new URL('../../src/batches/import-turns.ts', import.meta.url).href);
    const script = `
      import { Worker } from 'node:worker_threads';
      const { createTurnMemory, openTurns } = await import(${turns});
      let isDead = false;
      new Worker('process.exit()', { eval: true }).once('exit', () => { isDead = true; });
      let left = 3;
      const stopIfAsked = async () => {
        if (isDead && left-- === 0) throw new Error('stopped');
      };
      await openTurns(createTurnMemory(1)).waitFor(0, 1, stopIfAsked).catch(({ message }) => console.log(message));
    `;
    const options = ['--import', 'tsx', '--input-type=module', '--eval', script];
    const { stdout } = await promisify(execFile)(process.execPath, options, { cwd: PROJECT_FOLDER });
    expect(stdout).to.equal('stopped\n');
  }).timeout(30_000);

  it('end where somebody asks to stop', async () => {
    const { waitFor } = openTurns(createTurnMemory(1));
    let asked = 0;
    const stopIfAsked = async (): Promise<void> => {
      asked += 1;
      if (asked === 3) throw new Error('stopped');
    };
    const error = await waitFor(0, 1, stopIfAsked).catch((reason: unknown) => reason);
    expect(error).to.have.property('message', 'stopped');
  });
});

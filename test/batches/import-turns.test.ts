import { expect } from 'chai';
import { describe, it } from 'mocha';
import { createTurnMemory, openTurns } from '../../src/batches/import-turns.ts';

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

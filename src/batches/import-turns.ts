/**
 * Who is next, for threads that share the steps of an import. Each takes the next step that nobody has; what it has read it
 * stores when all steps of the file before it are stored, so that the first of two rows with one id is the one that counts,
 * whichever thread was faster.
 */
export type ImportTurns = {
  /** The number of the next step that nobody has taken. */
  readonly takeStep: () => number;
  /** Waits until so many steps of the file are stored; ends with what `stopIfAsked` throws, which is asked meanwhile. */
  readonly waitFor: (fileNo: number, turn: number, stopIfAsked: () => Promise<void>) => Promise<void>;
  /** Tells that one more step of the file is stored. */
  readonly endTurn: (fileNo: number) => void;
};

/** How long a wait may go on before it is asked whether to stop. */
const ASK_EVERY_MS = 100;

/** The memory that the threads share: how many steps are taken, then for each file how many of its steps are stored. */
export function createTurnMemory(fileCount: number): SharedArrayBuffer {
  return new SharedArrayBuffer((1 + fileCount) * Int32Array.BYTES_PER_ELEMENT);
}

/** Opens the turns of an import in this thread. */
export function openTurns(memory: SharedArrayBuffer): ImportTurns {
  const counts = new Int32Array(memory);
  return {
    takeStep: () => Atomics.add(counts, 0, 1),
    waitFor: async (fileNo, turn, stopIfAsked) => {
      const at = 1 + fileNo;
      // Node would end, without a word, where the other thread has died and nothing but this wait is left.
      const keepAlive = setInterval(() => {}, ASK_EVERY_MS);
      try {
        for (let stored = Atomics.load(counts, at); stored < turn; stored = Atomics.load(counts, at)) {
          await stopIfAsked();
          const { async: isWaiting, value } = Atomics.waitAsync(counts, at, stored, ASK_EVERY_MS);
          if (isWaiting) await value;
        }
      } finally {
        clearInterval(keepAlive);
      }
    },
    endTurn: (fileNo) => {
      Atomics.add(counts, 1 + fileNo, 1);
      Atomics.notify(counts, 1 + fileNo);
    },
  };
}

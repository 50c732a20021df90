import { type DeflatedPiece, deflatePieceAside, PIECE_BYTES } from './deflate.ts';

/**
 * Makes bytes into pieces, in their order: while one is compressed the next is put together. Its methods have to be waited
 * for, one after the other, and reject with what `take` rejects with.
 */
export class PieceQueue {
  readonly #take: (piece: DeflatedPiece) => Promise<void>;
  /** Bytes that are not compressed yet. */
  #waiting: Uint8Array[] = [];
  #waitingBytes = 0;
  /** The piece that is being compressed. */
  #ahead: Promise<DeflatedPiece> | undefined;

  constructor(take: (piece: DeflatedPiece) => Promise<void>) {
    this.#take = take;
  }

  /** As many bytes as fill a piece become one, as if they had come as one; fewer wait for more. Nobody may change them. */
  async addBytes(bytes: Uint8Array): Promise<void> {
    if (bytes.length >= PIECE_BYTES) await this.#deflateWaiting();
    this.#waiting.push(bytes);
    this.#waitingBytes += bytes.length;
    if (this.#waitingBytes >= PIECE_BYTES) await this.#deflateWaiting();
  }

  async addPiece(piece: DeflatedPiece): Promise<void> {
    await this.end();
    await this.#take(piece);
  }

  /** Hands all that waits on. */
  async end(): Promise<void> {
    await this.#deflateWaiting();
    await this.#takeAhead();
  }

  async #deflateWaiting(): Promise<void> {
    if (this.#waitingBytes === 0) return;
    const next = deflatePieceAside(Buffer.concat(this.#waiting));
    next.catch(() => undefined); // told to whoever adds more
    this.#waiting = [];
    this.#waitingBytes = 0;
    await this.#takeAhead();
    this.#ahead = next;
  }

  async #takeAhead(): Promise<void> {
    const ahead = this.#ahead;
    this.#ahead = undefined;
    if (ahead !== undefined) await this.#take(await ahead);
  }
}

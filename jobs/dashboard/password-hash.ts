import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

/** What one hash costs: `cost` (N), `blockSize` (r) and `parallelism` (p) of scrypt. */
export type PasswordCost = { readonly cost: number; readonly blockSize: number; readonly parallelism: number };

/** About 0.4 s and 128 MiB for each hash. */
export const PASSWORD_COST: PasswordCost = { cost: 2 ** 17, blockSize: 8, parallelism: 1 };

export const MIN_PASSWORD_CHARACTERS = 12;
const MAX_PASSWORD_CHARACTERS = 1_024;

/** Hashes at a time, because each takes so much memory; others wait in a queue of this length. */
const MAX_AT_ONCE = 2;
const MAX_WAITING = 32;

const SALT_BYTES = 16;
const KEY_BYTES = 32;
const HASH_PATTERN = /^scrypt\$(\d+)\$(\d+)\$(\d+)\$([A-Za-z0-9_-]+)\$([A-Za-z0-9_-]+)$/;

/** Hashes a password: `scrypt$N$r$p$salt$key`, so that a later version can read it after the costs have changed. */
export async function hashPassword(password: string, cost: PasswordCost = PASSWORD_COST): Promise<string> {
  const salt = randomBytes(SALT_BYTES);
  const key = await deriveKey(password, salt, cost, KEY_BYTES);
  const { blockSize, parallelism } = cost;
  return ['scrypt', cost.cost, blockSize, parallelism, salt.toString('base64url'), key.toString('base64url')].join('$');
}

/** Whether the password is the one of the hash; takes the same time whatever differs. */
export async function verifyPassword(password: string, hash: string): Promise<boolean> {
  const parsed = parseHash(hash);
  if (parsed === undefined) throw new Error('a stored password hash has an unknown form');
  const key = await deriveKey(password, parsed.salt, parsed.cost, parsed.key.length);
  return timingSafeEqual(key, parsed.key);
}

/** Whether a hash was made at another cost than is asked for now. */
export function needsRehash(hash: string, cost: PasswordCost): boolean {
  const made = parseHash(hash)?.cost;
  return made?.cost !== cost.cost || made.blockSize !== cost.blockSize || made.parallelism !== cost.parallelism;
}

/** What is wrong with a new password, in words; undefined when nothing is. */
export function findPasswordProblem(password: string, name: string): string | undefined {
  const characters = [...normalize(password)].length;
  if (characters < MIN_PASSWORD_CHARACTERS)
    return `it has ${characters} characters; at least ${MIN_PASSWORD_CHARACTERS}`;
  if (characters > MAX_PASSWORD_CHARACTERS)
    return `it has ${characters} characters; at most ${MAX_PASSWORD_CHARACTERS}`;
  if (new Set(normalize(password)).size < 5) return 'it is made of fewer than 5 different characters';
  if (normalize(password).toLowerCase().includes(name)) return 'it contains the name of the user';
  return undefined;
}

/** Raised when too many sign-ins wait for their hash; nothing was checked. */
export class TooManyHashes extends Error {
  override readonly name = 'TooManyHashes';
}

const waiting: (() => void)[] = [];
let running = 0;

async function deriveKey(password: string, salt: Buffer, cost: PasswordCost, keyBytes: number): Promise<Buffer> {
  if (running >= MAX_AT_ONCE) {
    if (waiting.length >= MAX_WAITING) throw new TooManyHashes('too many passwords are being checked');
    await new Promise<void>((resolve) => waiting.push(resolve));
  } else {
    running += 1;
  }
  try {
    return await runScrypt(normalize(password), salt, cost, keyBytes);
  } finally {
    const next = waiting.shift();
    if (next === undefined) running -= 1;
    else next(); // its place goes to the next one
  }
}

function runScrypt(password: string, salt: Buffer, cost: PasswordCost, keyBytes: number): Promise<Buffer> {
  const { cost: N, blockSize: r, parallelism: p } = cost;
  const maxmem = 256 * N * r; // needed are 128 × N × r bytes and a little; Node's own limit is 32 MiB
  return new Promise((resolve, reject) => {
    scrypt(password, salt, keyBytes, { N, r, p, maxmem }, (error, key) =>
      error === null ? resolve(key) : reject(error),
    );
  });
}

/** Vietnamese letters can be typed in two forms (one code, or letter and mark); both are the same password. */
function normalize(password: string): string {
  return password.normalize('NFC');
}

function parseHash(
  hash: string,
): { readonly cost: PasswordCost; readonly salt: Buffer; readonly key: Buffer } | undefined {
  const match = HASH_PATTERN.exec(hash);
  if (match === null) return undefined;
  const [, cost, blockSize, parallelism, salt = '', key = ''] = match;
  return {
    cost: { cost: Number(cost), blockSize: Number(blockSize), parallelism: Number(parallelism) },
    salt: Buffer.from(salt, 'base64url'),
    key: Buffer.from(key, 'base64url'),
  };
}

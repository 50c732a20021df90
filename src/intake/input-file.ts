import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { Failure } from '../domain/failure.ts';
import type { FilePart } from './file-part.ts';
import type { IntakeLimits } from './intake-limits.ts';
import { refuseBinary } from './open-text.ts';

/** A file of a run: its role, where it is, and the digest that says what it is. */
export type InputFile = {
  /** Role in the run: `tickets`, `events`. */
  readonly input: string;
  readonly path: string;
  readonly fileName: string;
  readonly bytes: number;
  readonly sha256: string;
  /** Only these rows of it are read; all where it does not say. */
  readonly part?: FilePart;
};

/** Looks at a file and hashes it. Throws a Failure for one that is missing, no file, unreadable, empty or too large. */
export async function describeInputFile(input: string, path: string, limits: IntakeLimits): Promise<InputFile> {
  const found = await stat(path).catch((cause: unknown) => {
    throw toInputFailure(cause, path);
  });
  if (!found.isFile()) {
    throw new Failure('INPUT_UNREADABLE', {
      message: `"${path}" is ${found.isDirectory() ? 'a directory' : 'no ordinary file'}`,
      action: 'give a CSV, XLSX or NDJSON file',
    });
  }
  if (found.size === 0) throw emptyFile(path);
  if (found.size > limits.maxFileBytes) {
    throw new Failure('INPUT_TOO_LARGE', {
      message: `"${path}" has ${found.size} bytes; at most ${limits.maxFileBytes} are allowed`,
      action: 'split the file, or raise the parameter intake.max-file-bytes',
    });
  }
  await refuseBinary(path).catch((cause: unknown) => {
    throw cause instanceof Failure ? cause : toInputFailure(cause, path);
  });
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash).catch((cause: unknown) => {
    throw toInputFailure(cause, path);
  });
  return { input, path, fileName: basename(path), bytes: found.size, sha256: hash.digest('hex') };
}

/** The failure of an empty file. */
export function emptyFile(path: string): Failure {
  return new Failure('INPUT_EMPTY', {
    message: `"${path}" is empty`,
    action: 'give a file with a header line; rows may be missing, the header may not',
  });
}

/** The failure of a file that is not there, or may not or cannot be read. */
export function toInputFailure(cause: unknown, path: string): Failure {
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    return new Failure('INPUT_NOT_FOUND', {
      message: `there is no file "${path}"`,
      action: 'check the path',
      cause,
    });
  }
  const reason = code === 'EACCES' ? 'may not be read by you' : `cannot be read (${String(code)})`;
  return new Failure('INPUT_UNREADABLE', {
    message: `"${path}" ${reason}`,
    action: 'check the file and its rights',
    cause,
  });
}

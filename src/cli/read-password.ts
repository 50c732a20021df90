import { createInterface } from 'node:readline';
import { Failure } from '../domain/failure.ts';

const CTRL_C = '\u0003';
const CTRL_D = '\u0004';
const BACKSPACES = ['\u007f', '\b'];
const MAX_CHARACTERS = 4_096;

/**
 * Reads a new password: on a terminal it is asked for twice and not shown; else it is the first line of standard input.
 * It is never an argument, because those stand in the list of processes and in the history of the shell.
 */
export async function readNewPassword(name: string): Promise<string> {
  if (!process.stdin.isTTY) return readFirstLine();
  const password = await askHidden(`Password of ${name}: `);
  if (password === (await askHidden('The same again: '))) return password;
  throw new Failure('USAGE', {
    message: 'the two passwords differ; nothing was changed',
    action: 'give the command again',
  });
}

async function readFirstLine(): Promise<string> {
  const lines = createInterface({ input: process.stdin, crlfDelay: Number.POSITIVE_INFINITY });
  for await (const line of lines) {
    lines.close();
    return line;
  }
  throw new Failure('USAGE', {
    message: 'no password was given on standard input',
    action: 'type it on a terminal, or send it as one line: … | kyhan user add NAME --role R',
  });
}

/** The terminal is switched to give every key at once and to show none. */
async function askHidden(question: string): Promise<string> {
  const { stdin, stderr } = process;
  stdin.setRawMode(true); // before the question: what is typed at once must not be shown either
  stdin.setEncoding('utf8');
  stdin.resume();
  stderr.write(question);
  try {
    return await new Promise<string>((resolve, reject) => collectKeys(stdin, resolve, reject));
  } finally {
    stdin.setRawMode(false);
    stdin.pause();
    stderr.write('\n');
  }
}

function collectKeys(
  stdin: NodeJS.ReadStream,
  resolve: (text: string) => void,
  reject: (error: Failure) => void,
): void {
  let typed: readonly string[] = [];
  const onData = (keys: string): void => {
    for (const key of keys) {
      if (key === '\r' || key === '\n' || key === CTRL_D) {
        stdin.off('data', onData);
        resolve(typed.join(''));
        return;
      }
      if (key === CTRL_C) {
        stdin.off('data', onData);
        reject(new Failure('USAGE', { message: 'stopped; nothing was changed', action: 'give the command again' }));
        return;
      }
      typed = BACKSPACES.includes(key) ? typed.slice(0, -1) : [...typed, key].slice(0, MAX_CHARACTERS);
    }
  };
  stdin.on('data', onData);
}

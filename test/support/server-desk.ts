import { createServer, type Server } from 'node:http';

/** Where the processes that run test files find the desk. */
const DESK_VARIABLE = 'KYHAN_TEST_DESK';

/** What is given out, and how each piece is made ready; a starter is asked again for every request. */
export type Starters = Readonly<Record<string, () => Promise<string>>>;

/**
 * Opens the desk: mocha's main process has the servers of a test run, and the processes that run test files ask it for
 * them by HTTP, so that a server is started once, and only when a test needs it.
 */
export async function openDesk(starters: Starters): Promise<{ readonly close: () => void }> {
  const desk = createServer((request, response) => {
    const starter = starters[(request.url ?? '').slice(1)];
    const answer = starter === undefined ? Promise.reject(new Error(`there is no ${request.url}`)) : starter();
    answer.then(
      (text) => response.end(text),
      (error: unknown) => response.writeHead(500).end(error instanceof Error ? error.message : String(error)),
    );
  });
  process.env[DESK_VARIABLE] = await listen(desk);
  const close = (): void => {
    desk.close();
    desk.closeAllConnections();
  };
  return { close };
}

/** Asks the desk for a server; throws an Error that says why there is none. */
export async function askDesk(name: string): Promise<string> {
  const desk = process.env[DESK_VARIABLE];
  if (desk === undefined) throw new Error('tests on servers are run by mocha, with the .mocharc.cjs of the project');
  const answer = await fetch(new URL(name, desk));
  const text = await answer.text();
  if (!answer.ok) throw new Error(text);
  return text;
}

async function listen(desk: Server): Promise<string> {
  await new Promise<void>((resolve) => desk.listen(0, '127.0.0.1', resolve));
  const address = desk.address();
  if (address === null || typeof address === 'string') throw new Error('the desk has no port');
  return `http://127.0.0.1:${address.port}`;
}

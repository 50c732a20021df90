import { installMissingServer, startTestServer, type TestServer } from './mariadb.ts';

let starting: Promise<TestServer> | undefined;

/** The server of this test run; the first test file that needs it starts it. */
export async function useTestServer(): Promise<TestServer> {
  starting ??= startTestServer();
  return starting;
}

/** Called by mocha before all tests, without a time limit. */
export async function mochaGlobalSetup(): Promise<void> {
  await installMissingServer();
}

/** Called by mocha when all tests are over, however they ended. */
export async function mochaGlobalTeardown(): Promise<void> {
  const server = await starting?.catch(() => undefined);
  await server?.stop();
}

import { askDesk } from './server-desk.ts';

/** The MySQL or MariaDB of this test run, shared by all test files: make a database of your own in it. */
export async function useTestServer(): Promise<{ readonly url: string }> {
  return { url: await askDesk('mysql') };
}

import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify';
import { openRedis } from '../../../jobs/connection.ts';
import { buildDashboard } from '../../../jobs/dashboard/build-dashboard.ts';
import type { DashboardOptions } from '../../../jobs/dashboard/dashboard-options.ts';
import { hashPassword } from '../../../jobs/dashboard/password-hash.ts';
import { openQueues, type Queues } from '../../../jobs/queues.ts';
import { type Database, openDatabase } from '../../../src/store/database.ts';
import { migrateDatabase } from '../../../src/store/migrate-database.ts';
import { createUser, ROLES } from '../../../src/store/users.ts';
import { useTestRedis } from '../../support/redis-fixture.ts';
import { createTestDatabase } from '../../support/test-database.ts';

/** A cost at which a password is checked in a millisecond. */
export const CHEAP = { cost: 1_024, blockSize: 8, parallelism: 1 } as const;

export const PASSWORD = 'chín con sông, một mặt trời';

/** One user of each role is there, named as the role. */
export type TestDashboard = {
  readonly app: FastifyInstance;
  readonly database: Database;
  readonly queues: Queues;
  /** What operators asked for: `retry <runId>`. */
  readonly asked: readonly string[];
  readonly errors: readonly unknown[];
  /** Moves the clock of the dashboard on. */
  readonly wait: (ms: number) => void;
  /** Signs a user in and returns a browser with the session. */
  readonly signIn: (name?: string, password?: string) => Promise<TestBrowser>;
  readonly openBrowser: (address?: string) => TestBrowser;
  readonly close: () => Promise<void>;
};

/** Opens a dashboard on an empty embedded database and the Redis of the test run, with a clock of its own. */
export async function openTestDashboard(options: Partial<DashboardOptions> = {}): Promise<TestDashboard> {
  const created = await createTestDatabase('sqlite');
  const database = await openDatabase(created.target);
  await migrateDatabase(database);
  const passwordHash = await hashPassword(PASSWORD, CHEAP);
  for (const role of ROLES) await createUser(database, { name: role, role, passwordHash }, 1_795_000_000_000);
  const connection = openRedis((await useTestRedis()).url, 'wait');
  const { queues, close } = openQueues(connection);
  let clock = 1_795_000_000_000;
  const asked: string[] = [];
  const errors: unknown[] = [];
  const app = await buildDashboard({
    database,
    queues: Object.values(queues),
    options: {
      isHttps: false,
      trustedProxies: [],
      passwordCost: CHEAP,
      now: () => clock,
      logError: (_message, error) => void errors.push(error),
      actions: {
        retry: async (runId) => void asked.push(`retry ${runId}`),
        resume: async (runId) => void asked.push(`resume ${runId}`),
      },
      ...options,
    },
  });
  const openBrowser = (address?: string): TestBrowser => new TestBrowser(app, address);
  return {
    app,
    database,
    queues,
    asked,
    errors,
    openBrowser,
    wait: (ms) => {
      clock += ms;
    },
    signIn: async (name = 'admin', password = PASSWORD) => {
      const browser = openBrowser();
      const answer = await browser.signIn(name, password);
      if (answer.statusCode !== 303) throw new Error(`signing in answers ${answer.statusCode}`);
      return browser;
    },
    close: async () => {
      await app.close();
      await close();
      connection.disconnect();
      await database.close();
      await created.remove();
    },
  };
}

/** What a browser does for a person: it keeps cookies, and sends the token of a form that it was given. */
export class TestBrowser {
  readonly app: FastifyInstance;
  readonly address: string;
  readonly cookies = new Map<string, string>();

  constructor(app: FastifyInstance, address = '10.0.0.1') {
    this.app = app;
    this.address = address;
  }

  async send(options: InjectOptions & { readonly url: string }): Promise<LightMyRequestResponse> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = { accept: 'text/html', ...(cookie === '' ? {} : { cookie }), ...options.headers };
    const answer = await this.app.inject({ remoteAddress: this.address, ...options, headers });
    for (const { name, value, maxAge } of answer.cookies) {
      if (value === '' || maxAge === 0) this.cookies.delete(name);
      else this.cookies.set(name, encodeURIComponent(value));
    }
    return answer;
  }

  get(url: string): Promise<LightMyRequestResponse> {
    return this.send({ method: 'GET', url });
  }

  /** Sends a form as the page at `from` has it. */
  async submit(url: string, fields: Readonly<Record<string, string>>, from: string): Promise<LightMyRequestResponse> {
    const page = await this.get(from);
    return this.post(url, { ...fields, _csrf: readToken(page.body) });
  }

  post(url: string, fields: Readonly<Record<string, string>>): Promise<LightMyRequestResponse> {
    return this.send({
      method: 'POST',
      url,
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      payload: new URLSearchParams(fields).toString(),
    });
  }

  signIn(name: string, password: string): Promise<LightMyRequestResponse> {
    return this.submit('/login', { name, password }, '/login');
  }

  /** What pages of bull-board send: no token of ours, but the header by which browsers say where it comes from. */
  board(method: 'PUT' | 'POST' | 'PATCH', url: string, payload: object = {}): Promise<LightMyRequestResponse> {
    const headers = { accept: 'application/json', 'sec-fetch-site': 'same-origin' };
    return this.send({ method, url, headers, payload });
  }
}

/** The token of the first form of a page; empty where it has none. */
export function readToken(html: string): string {
  return /name="_csrf" value="([^"]*)"/.exec(html)?.[1] ?? '';
}

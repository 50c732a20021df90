import type { CustomerBalance } from '../domain/debt-decision.ts';
import { sumMinor } from '../domain/money.ts';
import type { Database } from './database.ts';
import type { Cell } from './insert-rows.ts';
import { parseStoredJson } from './parse-stored-json.ts';
import { readInOrder } from './read-in-order.ts';
import { sumColumnsBy } from './sum-by.ts';

/** Sums of all balances of a run in one currency. */
export type BalanceSums = Readonly<
  Record<'invoiced' | 'settled' | 'open' | 'credit' | 'written_off' | 'recovered', bigint>
>;

/** The row of a balance. */
export function toBalanceRow(runId: string, balance: CustomerBalance): Readonly<Record<string, Cell>> {
  return {
    run_id: runId,
    customer_id: balance.customerId,
    currency: balance.currency,
    invoiced: balance.invoicedMinor,
    settled: balance.settledMinor,
    open: balance.openMinor,
    credit: balance.creditMinor,
    written_off: sumMinor(balance.writeOffs.map((each) => each.writtenOffMinor)),
    recovered: sumMinor(balance.writeOffs.map((each) => each.recoveredMinor)),
    body: JSON.stringify(balance),
  };
}

/** Reads the balances of a run with all that its batch has put on them, by customer, then currency. */
export async function* readBalances<Balance extends CustomerBalance>(
  database: Database,
  runId: string,
): AsyncGenerator<Balance> {
  const rows = readInOrder<{ customerId: string; currency: string; body: string }>(database, {
    table: 'balances',
    where: { run_id: runId },
    columns: { customerId: 'customer_id', currency: 'currency', body: 'body' },
    order: ['customerId', 'currency'],
  });
  for await (const { body } of rows) yield parseStoredJson<Balance>(body);
}

/** Adds the balances of a run up, by currency. */
export async function sumBalances(database: Database, runId: string): Promise<ReadonlyMap<string, BalanceSums>> {
  const byCurrency = await sumColumnsBy(database, {
    table: 'balances',
    groupBy: 'currency',
    sumsOf: ['invoiced', 'settled', 'open', 'credit', 'written_off', 'recovered'],
    where: (query) => query.where({ run_id: runId }),
  });
  return new Map(
    [...byCurrency].map(([currency, sums]) => {
      const [invoiced = 0n, settled = 0n, open = 0n, credit = 0n, written_off = 0n, recovered = 0n] = sums;
      return [currency, { invoiced, settled, open, credit, written_off, recovered }];
    }),
  );
}

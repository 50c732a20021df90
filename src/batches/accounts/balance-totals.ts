import type { Instant } from '../../domain/instant.ts';
import { sumInvoicedAndPaid } from '../../store/account-records.ts';
import { type BalanceSums, sumBalances } from '../../store/balances.ts';
import type { Database } from '../../store/database.ts';
import { sumDecisionAmounts } from '../../store/decisions.ts';
import type { StoreTotal } from '../batch.ts';

const NOTHING: BalanceSums = { invoiced: 0n, settled: 0n, open: 0n, credit: 0n, written_off: 0n, recovered: 0n };

/**
 * Holds records, balances and decisions of a run against each other, currency by currency: what was invoiced and paid,
 * what is open and to whose credit, and the open amounts that were decided about.
 */
export async function readBalanceTotals(
  database: Database,
  runId: string,
  subject: 'contract' | 'invoice',
  asOf: Instant,
): Promise<readonly StoreTotal[]> {
  const { invoiced, paid } = await sumInvoicedAndPaid(database, runId, asOf);
  const balances = await sumBalances(database, runId);
  const decided = await sumDecisionAmounts(database, runId, subject);
  const currencies = [...new Set([...invoiced.keys(), ...paid.keys(), ...balances.keys(), ...decided.keys()])];
  return currencies
    .filter((currency) => currency !== '')
    .sort()
    .flatMap((currency) => {
      const sums = balances.get(currency) ?? NOTHING;
      const total = (what: string, left: bigint, right: bigint): StoreTotal => ({
        what: `${what}, ${currency}`,
        left,
        right,
      });
      return [
        total('invoices and balances', invoiced.get(currency) ?? 0n, sums.invoiced + sums.written_off),
        total('payments and balances', paid.get(currency) ?? 0n, sums.settled + sums.recovered),
        total('invoiced less paid, and open less credit', sums.invoiced - sums.settled, sums.open - sums.credit),
        total('open amounts of balances and decisions', sums.open, decided.get(currency) ?? 0n),
      ];
    });
}

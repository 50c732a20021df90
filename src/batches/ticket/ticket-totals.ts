import type { Database } from '../../store/database.ts';
import { countAllDecisions } from '../../store/decisions.ts';
import { countRecords } from '../../store/records.ts';
import type { StoreTotal } from '../batch.ts';

/** Every accepted ticket has its decision. */
export async function readTicketTotals(database: Database, runId: string): Promise<readonly StoreTotal[]> {
  const decided = await countAllDecisions(database, runId);
  const accepted = (await countRecords(database, runId)).tickets ?? 0;
  return [{ what: 'accepted tickets and decisions', left: accepted, right: decided }];
}

import type { Facts } from '../domain/fact.ts';
import type { Database } from '../store/database.ts';
import type { StoredDecision } from '../store/decisions.ts';
import { findReleaseContent } from '../store/releases.ts';
import type { Run } from '../store/run.ts';
import { explainContract } from './billing/explain-contract.ts';
import { explainDebt } from './debt/explain-debt.ts';
import type { ExplainedDecision, ExplainRequest } from './explained-decision.ts';
import { findDecisionReader } from './find-decision-reader.ts';
import { readStoredRelease } from './kyhan-release.ts';
import { explainTicket } from './ticket/explain-ticket.ts';

/**
 * Decides a stored subject again by the release of its run, keeping what every rule saw. Records and rules come from
 * the store, so later changes to files or rules change nothing here. An explanation that ends elsewhere than the stored
 * decision, or rests on other facts, would be a lie, and is an error.
 */
export async function explainDecision(
  database: Database,
  run: Run,
  stored: StoredDecision,
): Promise<ExplainedDecision> {
  const content = await findReleaseContent(database, run.release);
  if (content === undefined) throw new Error(`the store of run ${run.runId} is incomplete`);
  const request: ExplainRequest = { database, run, release: readStoredRelease(content), stored };
  const explained = await explainKind(request);
  const reader = findDecisionReader(run.kind, stored.subject);
  if (JSON.stringify(explained.decision) !== JSON.stringify(reader.readRow(stored.row))) {
    throw new Error(`replaying ${stored.subject} ${stored.id} gives another decision than the stored one`);
  }
  const other = listOtherFacts(reader.readFacts(stored.facts), explained.facts);
  if (other.length > 0) {
    throw new Error(
      `replaying ${stored.subject} ${stored.id} gives other facts than the stored ones: ${other.join(', ')}`,
    );
  }
  return explained;
}

/** Names of stored facts that are not as they were. This version of the program may know more, in another order. */
function listOtherFacts(stored: Facts, replayed: Facts): readonly string[] {
  return Object.keys(stored).filter((name) => JSON.stringify(stored[name]) !== JSON.stringify(replayed[name]));
}

function explainKind(request: ExplainRequest): Promise<ExplainedDecision> {
  switch (request.run.kind) {
    case 'ticket':
      return explainTicket(request);
    case 'billing':
      return explainContract(request);
    case 'debt':
      return explainDebt(request);
    default:
      throw new Error(`runs of kind "${request.run.kind}" are not known to this version of the program`);
  }
}

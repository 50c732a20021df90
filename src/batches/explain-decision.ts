import type { Database } from '../store/database.ts';
import type { StoredDecision } from '../store/decisions.ts';
import { findReleaseContent } from '../store/releases.ts';
import type { Run } from '../store/run.ts';
import { explainContract } from './billing/explain-contract.ts';
import { explainDebt } from './debt/explain-debt.ts';
import type { ExplainedDecision, ExplainRequest } from './explained-decision.ts';
import { readStoredRelease } from './kyhan-release.ts';
import { explainTicket } from './ticket/explain-ticket.ts';

/**
 * Decides a stored subject again by the release of its run, keeping what every rule saw. Records and rules come from
 * the store, so later changes to files or rules change nothing here. An explanation that ends elsewhere than the stored
 * decision, or begins with other facts, would be a lie, and is an error.
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
  proveSame(stored, 'another decision', explained.decision, stored.row);
  proveSame(stored, 'other facts', explained.facts, stored.facts);
  return explained;
}

function proveSame(stored: StoredDecision, other: string, replayed: object, text: string): void {
  if (JSON.stringify(replayed) === text) return;
  throw new Error(`replaying ${stored.subject} ${stored.id} gives ${other} than the stored one`);
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

import { fileURLToPath } from 'node:url';
import { TICKET_PARAMETERS, TICKET_RULE_SETS } from '../../src/facts/ticket-rule-sets.ts';
import { loadRelease, type Release } from '../../src/rule-sets/load-release.ts';

/** The folder of the rules that the product ships. */
export const RULES_FOLDER = fileURLToPath(new URL('../../rules', import.meta.url));

/** The shipped rules for tests that need no mapping; fails with every problem where they have any. */
export async function loadShippedRelease(folder: string = RULES_FOLDER): Promise<Release<unknown>> {
  const loaded = await loadRelease<unknown>(folder, {
    ruleSets: TICKET_RULE_SETS,
    parameters: TICKET_PARAMETERS,
    checkMapping: (json) => ({ mapping: json }),
  });
  if ('release' in loaded) return loaded.release;
  throw new Error(JSON.stringify(loaded.problems, null, 2));
}

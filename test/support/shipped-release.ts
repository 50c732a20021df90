import { fileURLToPath } from 'node:url';
import { RELEASE_CONTRACT } from '../../src/batches/kyhan-release.ts';
import { loadRelease, type Release, type ReleaseContract } from '../../src/rule-sets/load-release.ts';

/** The folder of the rules that the product ships. */
export const RULES_FOLDER = fileURLToPath(new URL('../../rules', import.meta.url));

/** What the program expects of its rules, with mappings as they are: they have tests of their own. */
export const RULES_CONTRACT: ReleaseContract<unknown> = {
  ...RELEASE_CONTRACT,
  checkMapping: (json) => ({ mapping: json }),
};

/** The shipped rules for tests that need no mapping; fails with every problem where they have any. */
export async function loadShippedRelease(folder: string = RULES_FOLDER): Promise<Release<unknown>> {
  const loaded = await loadRelease<unknown>(folder, RULES_CONTRACT);
  if ('release' in loaded) return loaded.release;
  throw new Error(JSON.stringify(loaded.problems, null, 2));
}

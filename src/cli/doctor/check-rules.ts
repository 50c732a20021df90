import { loadKyhanRelease } from '../../batches/kyhan-release.ts';
import { type Finding, fine, wrong } from '../../domain/finding.ts';
import { tryCheck } from './try-check.ts';

/** Whether the rules of a folder can be used. */
export async function checkRules(folder: string): Promise<Finding> {
  const what = `rules in ${folder}`;
  const findings = await tryCheck(what, async () => {
    const loaded = await loadKyhanRelease(folder);
    if ('release' in loaded) return [fine(`${what}: release ${loaded.release.hash.slice(0, 12)}`)];
    return [wrong(`${what}: ${loaded.problems.length} problems`, 'kyhan rules check lists them')];
  });
  return findings[0] ?? fine(what);
}

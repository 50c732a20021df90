import { loadKyhanRelease } from '../../batches/kyhan-release.ts';
import { type Finding, fine, hint, wrong } from '../../domain/finding.ts';
import { toCalendarDate } from '../../domain/instant.ts';
import { readCertificates } from '../../store/certificates.ts';
import { openDatabase } from '../../store/database.ts';
import { readSchemaState } from '../../store/migrate-database.ts';
import { readEngineVersion, readProgramVersion } from '../package-versions.ts';
import { tryCheck } from './try-check.ts';

/**
 * Whether both evaluators were compared over the rules of a folder, by this version of the program. Nothing is said
 * where there is no release or no schema to look at: that is told elsewhere.
 */
export async function checkCertificate(folder: string, target: string): Promise<readonly Finding[]> {
  return tryCheck('certificate', async () => {
    const loaded = await loadKyhanRelease(folder);
    if (!('release' in loaded)) return [];
    const { hash } = loaded.release;
    const database = await openDatabase(target);
    try {
      const { applied, pending } = await readSchemaState(database);
      if (applied.length === 0 || pending.length > 0) return [];
      const certificates = await readCertificates(database, hash);
      const isOfToday = (each: { readonly engineVersion: string; readonly programVersion: string }): boolean =>
        each.engineVersion === readEngineVersion() && each.programVersion === readProgramVersion();
      return [judge(hash, certificates.find(isOfToday))];
    } finally {
      await database.close();
    }
  });
}

type Certified = {
  readonly createdAt: number;
  readonly cases: number;
  readonly records: number;
  readonly differences: number;
};

function judge(hash: string, newest: Certified | undefined): Finding {
  const release = `release ${hash.slice(0, 12)}`;
  if (newest === undefined) {
    const what = `${release}: the compiled evaluator was not compared with json-rules-engine over these rules`;
    return hint(what, 'kyhan rules certify takes some minutes');
  }
  const { cases, records, differences } = newest;
  const what = `${release}: compared with json-rules-engine on ${toCalendarDate(newest.createdAt)} in ${cases} cases and ${records} records, ${differences} differences`;
  return differences === 0 ? fine(what) : wrong(what, 'decide with --engine reference, and report this as a fault');
}

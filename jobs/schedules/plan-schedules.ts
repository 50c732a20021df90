import { type KyhanRelease, loadKyhanRelease } from '../../src/batches/kyhan-release.ts';
import { readWantedSchedules } from '../../src/batches/schedules/read-schedules.ts';
import { Failure } from '../../src/domain/failure.ts';
import { type Instant, toCalendarDate } from '../../src/domain/instant.ts';
import type { Database } from '../../src/store/database.ts';
import { saveSchedules } from '../../src/store/schedules.ts';

/** Keeps in the database which schedules the rules want today. Throws a Failure for rules with mistakes. */
export async function planSchedules(database: Database, rulesFolder: string, now: Instant): Promise<void> {
  const release = await getRules(rulesFolder);
  await saveSchedules(database, readWantedSchedules(release, toCalendarDate(now)));
}

/** The rules of a folder; throws a Failure that names the first mistake in them. */
export async function getRules(folder: string): Promise<KyhanRelease> {
  const loaded = await loadKyhanRelease(folder);
  if ('release' in loaded) return loaded.release;
  const { length: count, 0: first } = loaded.problems;
  const problems = count === 1 ? 'a problem' : `${count} problems; the first`;
  throw new Failure('RULES_INVALID', {
    message: `the rules in ${folder} have ${problems}: ${first?.file} ${first?.pointer} has ${first?.seen}`,
    action: 'correct them; "kyhan rules check" lists all',
  });
}

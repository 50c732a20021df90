import { Failure } from '../../domain/failure.ts';
import { type Finding, wrong } from '../../domain/finding.ts';

/** Looks at something; whatever stops it is a finding too. `what` names it in front of a reason of the system. */
export async function tryCheck(what: string, check: () => Promise<readonly Finding[]>): Promise<readonly Finding[]> {
  try {
    return await check();
  } catch (error) {
    if (error instanceof Failure) return [wrong(error.message, error.action)];
    const reason = error instanceof Error ? error.message : String(error);
    return [wrong(`${what}: ${reason}`, 'check that the path exists and that you may write there')];
  }
}

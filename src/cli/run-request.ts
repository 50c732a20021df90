import { hostname, userInfo } from 'node:os';
import type { Batch } from '../batches/batch.ts';
import type { KyhanRelease } from '../batches/kyhan-release.ts';
import { proveValidRules } from '../batches/prove-valid-rules.ts';
import type { RunOrder } from '../batches/run-context.ts';
import { Failure } from '../domain/failure.ts';
import { formatInstant, type Instant, toCalendarDate } from '../domain/instant.ts';
import { describeAllowedNames } from '../domain/nearest-name.ts';
import { getRelease } from './options.ts';

/** The moment of a run: what it computes with, and how it is shown. */
export type AsOf = { readonly instant: Instant; readonly text: string };

/** Options of a command about a batch; the inputs of the batch stand among them by their names. */
export type RunOptions = Readonly<Record<string, unknown>> & {
  readonly asOf?: AsOf;
  readonly mapping?: string;
  readonly rules: string;
  readonly db: string;
  readonly chunkSize?: number;
  readonly json?: boolean;
};

/**
 * Builds the request that the options of a command ask for. Tells on standard error which moment it is about, and which
 * rule sets decide nothing then. Throws a Failure for rules with mistakes and a mapping that does not fit.
 */
export async function buildRunRequest(batch: Batch, options: RunOptions): Promise<RunOrder> {
  const release = await getRelease(options.rules);
  const asOf = options.asOf ?? readNow();
  process.stderr.write(`as of ${asOf.text}\n`);
  for (const ruleSet of proveValidRules(batch, release, toCalendarDate(asOf.instant))) {
    process.stderr.write(`kyhan: no rule of "${ruleSet}" is valid on that day; it decides nothing\n`);
  }
  return {
    batch,
    release,
    asOf: asOf.instant,
    asOfText: asOf.text,
    inputs: readInputs(batch, options),
    mapping: findMapping(options.mapping, release, batch),
    startedBy: `${userInfo().username}@${hostname()}`,
    ...(options.chunkSize === undefined ? {} : { subjectsPerChunk: options.chunkSize }),
  };
}

function readNow(): AsOf {
  const instant = Math.floor(Date.now() / 1000) * 1000;
  return { instant, text: formatInstant(instant) };
}

/** The files that the options of a command name. */
export function readInputs(batch: Batch, options: RunOptions): RunOrder['inputs'] {
  return batch.inputs.flatMap((input) => {
    const path = options[input];
    return typeof path === 'string' ? [{ input, path }] : [];
  });
}

function findMapping(name: string | undefined, release: KyhanRelease, batch: Batch): RunOrder['mapping'] {
  if (name === undefined) return null;
  const mapping = release.mappings.get(name);
  if (mapping === undefined) {
    throw new Failure('USAGE', {
      message: `there is no mapping "${name}"; ${describeAllowedNames(name, [...release.mappings.keys()])}`,
      action: 'name a file of rules/mappings/ without .json',
    });
  }
  if (!batch.inputs.includes(mapping.for)) {
    throw new Failure('USAGE', {
      message: `the mapping "${name}" is for ${mapping.for}; this batch has ${batch.inputs.join(', ')}`,
      action: 'name a mapping of this batch',
    });
  }
  return { name, mapping };
}

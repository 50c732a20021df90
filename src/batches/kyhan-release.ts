import type { ParameterContract } from '../domain/fact.ts';
import { Failure } from '../domain/failure.ts';
import { BILLING_PARAMETERS, BILLING_RULE_SETS } from '../facts/billing-rule-sets.ts';
import { DEBT_PARAMETERS, DEBT_RULE_SETS } from '../facts/debt-rule-sets.ts';
import { TICKET_PARAMETERS, TICKET_RULE_SETS } from '../facts/ticket-rule-sets.ts';
import type { IntakeLimits } from '../intake/intake-limits.ts';
import { checkMapping, type Mapping } from '../intake/mapping.ts';
import {
  buildRelease,
  type LoadedRelease,
  loadRelease,
  type Release,
  type ReleaseContract,
} from '../rule-sets/load-release.ts';
import { findParameterValue } from '../rule-sets/read-parameters.ts';
import { getUnitName } from '../rule-sets/read-reference-data.ts';
import { parseReleaseContent } from '../rule-sets/release-hash.ts';
import { SCHEDULE_PARAMETERS } from './schedules/schedule-parameters.ts';

/** A release with the mappings of this program's intake. */
export type KyhanRelease = Release<Mapping>;

const POSITIVE = { min: 1, max: Number.MAX_SAFE_INTEGER } as const;
const FOR_ALL = { product: null, segment: null, unit: null };

/** Parameters that bound the input, whatever the batch; they hold for all, on any day. */
const INTAKE_PARAMETERS: readonly ParameterContract[] = [
  { name: 'intake.max-file-bytes', type: 'integer', range: POSITIVE },
  { name: 'intake.max-uncompressed-bytes', type: 'integer', range: POSITIVE },
  { name: 'intake.max-rows', type: 'integer', range: POSITIVE },
  { name: 'intake.max-cell-characters', type: 'integer', range: POSITIVE },
  { name: 'intake.max-columns', type: 'integer', range: POSITIVE },
  { name: 'run.subjects-per-chunk', type: 'integer', range: { min: 1, max: 100_000 } },
  { name: 'run.records-per-chunk', type: 'integer', range: { min: 1, max: 1_000_000 } },
];

/** What a run needs of the rules that it was planned with, which may be older than the program. */
const RUN_CONTRACT: ReleaseContract<Mapping> = {
  ruleSets: [...TICKET_RULE_SETS, ...BILLING_RULE_SETS, ...DEBT_RULE_SETS],
  parameters: [...INTAKE_PARAMETERS, ...TICKET_PARAMETERS, ...BILLING_PARAMETERS, ...DEBT_PARAMETERS],
  checkMapping,
};

/** Everything that the program expects of `rules/`. */
export const RELEASE_CONTRACT: ReleaseContract<Mapping> = {
  ...RUN_CONTRACT,
  parameters: [...RUN_CONTRACT.parameters, ...SCHEDULE_PARAMETERS],
};

/** Reads a rules folder, or lists every problem in it. */
export function loadKyhanRelease(folder: string): Promise<LoadedRelease<Mapping>> {
  return loadRelease(folder, RELEASE_CONTRACT);
}

/** Reads a release from the content that the store keeps. */
export function readStoredRelease(content: string): KyhanRelease {
  const built = buildRelease(parseReleaseContent(content), RUN_CONTRACT);
  if ('release' in built) return built.release;
  const first = built.problems[0];
  throw new Failure('RULES_INVALID', {
    message: `this version of the program cannot read the rules of that run: ${first?.file} has ${first?.seen}`,
    action: 'explain the run with the version of the program that made it',
  });
}

/** The limits on input files. */
export function readIntakeLimits(release: KyhanRelease, day: string): IntakeLimits {
  const read = (name: string): number => readNumberParameter(release, `intake.${name}`, day);
  return {
    maxFileBytes: read('max-file-bytes'),
    maxUncompressedBytes: read('max-uncompressed-bytes'),
    maxRows: read('max-rows'),
    maxCellChars: read('max-cell-characters'),
    maxColumns: read('max-columns'),
  };
}

/** A number that holds for all on a day. */
export function readNumberParameter(release: KyhanRelease, name: string, day: string): number {
  const value = readParameter(release, name, day);
  if (typeof value !== 'number') throw new RangeError(`no number "${name}"; the rule check lets none be missing`);
  return value;
}

/** A text that holds for all on a day. */
export function readTextParameter(release: KyhanRelease, name: string, day: string): string {
  const value = readParameter(release, name, day);
  if (typeof value !== 'string') throw new RangeError(`no text "${name}"; the rule check lets none be missing`);
  return value;
}

function readParameter(release: KyhanRelease, name: string, day: string): unknown {
  const parameter = release.parameters.get(name);
  return parameter && findParameterValue(parameter, day, FOR_ALL)?.value;
}

/** Vietnamese names of units and products on a day, by code. */
export function readDisplayNames(release: KyhanRelease, day: string): ReadonlyMap<string, string> {
  const { units, products } = release.reference;
  return new Map([
    ...[...units.keys()].map((code) => [code, getUnitName(units, code, day).vi] as const),
    ...[...products.values()].map((product) => [product.code, product.name.vi] as const),
  ]);
}

import type { ParameterContract, RuleSetContract } from '../domain/fact.ts';
import { SEGMENTS } from '../domain/ticket.ts';
import { bindParameterCodes, bindRuleSetCodes, type KnownCodes } from './bind-codes.ts';
import { readCases } from './read-cases.ts';
import { readParameters, toParameterFacts } from './read-parameters.ts';
import { type ReferenceData, readReferenceData } from './read-reference-data.ts';
import { type RuleFile, readRuleFiles } from './read-rule-files.ts';
import { readRuleSets } from './read-rule-sets.ts';
import { hashRuleFiles } from './release-hash.ts';
import type { CaseFile, Parameter, RuleSet, RulesProblem } from './rule-set.ts';

/** What the program expects of `rules/`. `Mapping` is whatever intake makes of a mapping file. */
export type ReleaseContract<Mapping> = {
  readonly ruleSets: readonly RuleSetContract[];
  readonly parameters: readonly ParameterContract[];
  readonly checkMapping: (
    json: unknown,
  ) => { readonly mapping: Mapping } | { readonly problems: readonly Omit<RulesProblem, 'file'>[] };
};

/** All of `rules/` at one moment, checked. Two releases with the same hash are the same. */
export type Release<Mapping> = {
  readonly hash: string;
  /** Canonical JSON of all files, from which the release can be read again. */
  readonly content: string;
  readonly ruleSets: ReadonlyMap<string, RuleSet>;
  readonly parameters: ReadonlyMap<string, Parameter>;
  readonly reference: ReferenceData;
  readonly mappings: ReadonlyMap<string, Mapping>;
  readonly cases: readonly CaseFile[];
};

export type LoadedRelease<Mapping> =
  | { readonly release: Release<Mapping> }
  | { readonly problems: readonly RulesProblem[] };

/** Reads a rules folder: the release, or every problem in it at once. Throws a Failure where there is no such folder. */
export async function loadRelease<Mapping>(
  folder: string,
  contract: ReleaseContract<Mapping>,
): Promise<LoadedRelease<Mapping>> {
  const { files, problems } = await readRuleFiles(folder);
  const built = buildRelease(files, contract, new Set(problems.map((problem) => problem.file)));
  if ('release' in built && problems.length === 0) return built;
  return { problems: sortProblems([...problems, ...('problems' in built ? built.problems : [])]) };
}

/**
 * Builds a release from its files, whether from a folder or from the store. Files in `unreadable` have problems of
 * their own; they are not missed a second time.
 */
export function buildRelease<Mapping>(
  files: readonly RuleFile[],
  contract: ReleaseContract<Mapping>,
  unreadable: ReadonlySet<string> = new Set(),
): LoadedRelease<Mapping> {
  const sorted = sortFiles(files);
  const { problems: referenceProblems, ...reference } = readReferenceData(files);
  const codes = listKnownCodes(reference);
  const parameterContracts = contract.parameters.map((each) => bindParameterCodes(each, codes));
  const parameters = readParameters(sorted.parameters, parameterContracts, codes);
  const ruleSetContracts = contract.ruleSets.map((each) => bindRuleSetCodes(each, codes));
  const parameterFacts = toParameterFacts(parameters.parameters);
  const ruleSets = readRuleSets(sorted.ruleSets, ruleSetContracts, { parameterFacts, codes });
  const cases = readCases(sorted.cases, ruleSetContracts);
  const mappings = readMappings(sorted.mappings, contract);

  const problems = [
    ...sorted.problems,
    ...referenceProblems,
    ...parameters.problems,
    ...ruleSets.problems,
    ...cases.problems,
    ...mappings.problems,
  ].filter((problem) => !unreadable.has(problem.file));
  if (problems.length > 0) return { problems: sortProblems(problems) };
  return {
    release: {
      ...hashRuleFiles(files),
      ruleSets: ruleSets.ruleSets,
      parameters: parameters.parameters,
      reference,
      mappings: mappings.mappings,
      cases: cases.cases,
    },
  };
}

/** The codes that rules and facts may have, by the list that they come from. */
export function listKnownCodes({ products, units, calendars }: ReferenceData): KnownCodes {
  return {
    product: [...products.keys()],
    segment: SEGMENTS,
    unit: [...units.keys()],
    calendar: [...calendars.keys()],
  };
}

function sortFiles(files: readonly RuleFile[]) {
  const pick = (pattern: RegExp): readonly RuleFile[] => files.filter((entry) => pattern.test(entry.file));
  const kinds = {
    parameters: pick(/^parameters\/[^/]+\.json$/),
    reference: pick(/^reference\/(units|products|calendars)\.json$/),
    mappings: pick(/^mappings\/[^/]+\.json$/),
    ruleSets: pick(/^(ticket|billing|debt)\/[^/]+\.rules\.json$/),
    cases: pick(/^(ticket|billing|debt)\/[^/]+\.cases\.json$/),
  };
  const known = new Set(Object.values(kinds).flat());
  const problems = files
    .filter((entry) => !known.has(entry))
    .map((entry) => ({
      file: entry.file,
      pointer: '',
      seen: 'a file that nobody reads',
      allowed:
        'parameters/*.json, reference/{units,products,calendars}.json, mappings/*.json, {ticket,billing,debt}/*.rules.json and *.cases.json',
    }));
  return { ...kinds, problems };
}

function readMappings<Mapping>(
  files: readonly RuleFile[],
  contract: ReleaseContract<Mapping>,
): { readonly mappings: ReadonlyMap<string, Mapping>; readonly problems: readonly RulesProblem[] } {
  const mappings = new Map<string, Mapping>();
  const problems: RulesProblem[] = [];
  for (const { file, json } of files) {
    const checked = contract.checkMapping(json);
    if ('problems' in checked) problems.push(...checked.problems.map((problem) => ({ file, ...problem })));
    else mappings.set(file.replace(/^mappings\//, '').replace(/\.json$/, ''), checked.mapping);
  }
  return { mappings, problems };
}

function sortProblems(problems: readonly RulesProblem[]): readonly RulesProblem[] {
  return [...problems].sort((a, b) => Number(a.file > b.file) - Number(a.file < b.file));
}

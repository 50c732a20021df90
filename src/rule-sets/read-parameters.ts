import type { FactDefinition, ParameterContract } from '../domain/fact.ts';
import type { KnownCodes } from './bind-codes.ts';
import { checkValidity, checkVersions, isValidOn, readValidity } from './check-dates.ts';
import { checkScope } from './check-rule-set.ts';
import { checkParameterShape, checkParametersHead, describeValue } from './check-shape.ts';
import { findLiteralProblem } from './check-value.ts';
import type { RawParameter } from './raw-rule-files.ts';
import type { RuleFile } from './read-rule-files.ts';
import type { Parameter, ParameterValue, RulesProblem } from './rule-set.ts';
import { isInScope, type RecordScope, toScopeKey, weighMatch } from './scope.ts';

/** How conditions name a parameter: `{"fact": "param.ticket.at-risk-percent"}`. */
const FACT_PREFIX = 'param.';

/** Reads and checks `parameters/*.json`. Names are unique over all files. */
export function readParameters(
  files: readonly RuleFile[],
  contracts: readonly ParameterContract[],
  codes: KnownCodes,
): { readonly parameters: ReadonlyMap<string, Parameter>; readonly problems: readonly RulesProblem[] } {
  const parameters = new Map<string, Parameter>();
  const problems: RulesProblem[] = [];
  for (const { file, json } of files) {
    const head = checkParametersHead(json, file, '');
    if ('problems' in head) {
      problems.push(...head.problems);
      continue;
    }
    head.value.parameters.forEach((entry, index) => {
      const pointer = `/parameters/${index}`;
      const shape = checkParameterShape(entry, file, pointer);
      if ('problems' in shape) {
        problems.push(...shape.problems);
        return;
      }
      const parameter = buildParameter(shape.value, file, pointer);
      const earlier = parameters.get(parameter.name);
      if (earlier !== undefined) {
        const allowed = `one entry: the other stands in ${earlier.file} at ${earlier.pointer}`;
        problems.push({ file, pointer: `${pointer}/name`, seen: `"${parameter.name}" again`, allowed });
      }
      parameters.set(parameter.name, parameter);
      const contract = contracts.find((each) => each.name === parameter.name);
      problems.push(...checkParameter(shape.value, parameter, contract, codes));
    });
  }
  return { parameters, problems: [...problems, ...checkContracts(parameters, contracts)] };
}

/** The parameters as facts: all values that one can ever have are known, so that rules are checked against them. */
export function toParameterFacts(parameters: ReadonlyMap<string, Parameter>): ReadonlyMap<string, FactDefinition> {
  const facts = new Map<string, FactDefinition>();
  for (const { name, type, unit, title, values } of parameters.values()) {
    const factName = `${FACT_PREFIX}${name}`;
    const known = values.flatMap(({ value }) => (typeof value === 'boolean' ? [] : value));
    facts.set(factName, { name: factName, type: type === 'text' ? 'code' : type, unit, values: known, meaning: title });
  }
  return facts;
}

/** The value that holds on a day for a record: the one with the most specific scope. Undefined where none holds. */
export function findParameterValue(parameter: Parameter, day: string, record: RecordScope): ParameterValue | undefined {
  return parameter.values
    .filter((value) => isValidOn(value, day) && isInScope(value.scope, record))
    .sort((a, b) => weighMatch(b.scope, record) - weighMatch(a.scope, record))[0];
}

function buildParameter(raw: RawParameter, file: string, pointer: string): Parameter {
  const { name, title, type, unit } = raw;
  const values = raw.values.map((each) => ({
    value: each.value,
    reference: each.reference,
    scope: each.scope ?? {},
    ...readValidity(each),
  }));
  return { name, file, pointer, title, type, unit, values };
}

function checkParameter(
  raw: RawParameter,
  parameter: Parameter,
  contract: ParameterContract | undefined,
  codes: KnownCodes,
): readonly RulesProblem[] {
  const { file } = parameter;
  const problems: RulesProblem[] = [];
  raw.values.forEach((each, index) => {
    const pointer = `${parameter.pointer}/values/${index}`;
    const ofText = typeof each.value === 'string' ? contract?.findTextProblem?.(each.value) : undefined;
    const allowed = findLiteralProblem(each.value, { ...contract, type: raw.type }) ?? ofText;
    if (allowed !== undefined) {
      problems.push({ file, pointer: `${pointer}/value`, seen: describeValue(each.value), allowed });
    }
    problems.push(...checkValidity(each, file, pointer));
    problems.push(...checkScope(each.scope ?? {}, file, `${pointer}/scope`, codes));
  });
  return [...problems, ...checkTimeline(parameter)];
}

/** A rule may hold on any day, so the value for all must: since ever, without a hole, without an end. */
function checkTimeline(parameter: Parameter): readonly RulesProblem[] {
  const { file, values } = parameter;
  const dated = values.map((value, index) => ({ ...value, pointer: `${parameter.pointer}/values/${index}` }));
  const scopes = new Set(dated.map((value) => toScopeKey(value.scope)));
  const inScope = (scope: string) => dated.filter((value) => toScopeKey(value.scope) === scope);
  const problems = [...scopes].flatMap((scope) => checkVersions(inScope(scope), `"${parameter.name}"`, file));
  const forAll = inScope(toScopeKey({}));
  const isWithoutStart = forAll.some((value) => value.validFrom === null);
  const isWithoutEnd = forAll.some((value) => value.validTo === null);
  if (!isWithoutStart || !isWithoutEnd) {
    const seen = `"${parameter.name}" without a value for all on some day`;
    const allowed = 'a first value without validFrom and a last one without validTo, both without scope';
    return [...problems, { file, pointer: `${parameter.pointer}/values`, seen, allowed }];
  }
  return problems;
}

function checkContracts(
  parameters: ReadonlyMap<string, Parameter>,
  contracts: readonly ParameterContract[],
): readonly RulesProblem[] {
  return contracts.flatMap((contract) => {
    const found = parameters.get(contract.name);
    if (found?.type === contract.type) return [];
    const file = found?.file ?? 'parameters/';
    const seen = found === undefined ? `no "${contract.name}"` : `"${contract.name}" of type ${found.type}`;
    const allowed = `a parameter of type ${contract.type}, which the program needs`;
    return [{ file, pointer: found?.pointer ?? '', seen, allowed }];
  });
}

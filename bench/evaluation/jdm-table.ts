import type { ZenEngine } from '@gorules/zen-engine';
import type { FactCatalogue, PreparedCondition } from '../../src/decisions/prepare-condition.ts';
import { prepareCondition } from '../../src/decisions/prepare-condition.ts';
import { toEpochDay } from '../../src/domain/calendar-date.ts';
import type { Facts, FactValue } from '../../src/domain/fact.ts';
import { isFactReference } from '../../src/rule-sets/check-value.ts';
import type { ResolvedRuleSet } from '../../src/rule-sets/resolve-rules.ts';
import type { LeafCondition, RuleEvent, RuleValue } from '../../src/rule-sets/rule-set.ts';
import { type Answer, listOutputNames, sortRules } from './answer.ts';

type ZenDecision = ReturnType<ZenEngine['createDecision']>;
type ZenRow = { readonly rule: string } & Readonly<Record<string, unknown>>;

const NUMBER_OPERATORS: Readonly<Record<string, string>> = {
  lessThan: '<',
  lessThanInclusive: '<=',
  greaterThan: '>',
  greaterThanInclusive: '>=',
};

const MOMENT_OPERATORS: Readonly<Record<string, string>> = {
  before: '<',
  onOrBefore: '<=',
  after: '>',
  onOrAfter: '>=',
};

/**
 * The rules of a set, as they stand for a day and scope, as a decision table in the JDM of GoRules: one row for each
 * rule, its condition as an expression of ZEN, parameters put in, and a last row for the default. It is given a list of
 * records and puts out the rules that decide, each with its outputs.
 */
export function buildJdmTable(resolved: ResolvedRuleSet, catalogue: FactCatalogue): object {
  const outputs = listOutputNames(resolved);
  return {
    nodes: [
      { id: 'records', type: 'inputNode', name: 'records', position: { x: 0, y: 0 } },
      {
        id: 'table',
        type: 'decisionTableNode',
        name: 'table',
        position: { x: 1, y: 0 },
        content: {
          hitPolicy: resolved.ruleSet.hitPolicy === 'collect' ? 'collect' : 'first',
          inputs: [{ id: 'when', name: 'when' }],
          outputs: ['rule', ...outputs].map((name) => ({ id: name, name, field: name })),
          rules: buildRows(resolved, outputs, catalogue),
          executionMode: 'loop',
          inputField: 'records',
          outputPath: 'decided',
          passThrough: false,
        },
      },
      { id: 'decided', type: 'outputNode', name: 'decided', position: { x: 2, y: 0 } },
    ],
    edges: [
      { id: 'in', type: 'edge', sourceId: 'records', targetId: 'table' },
      { id: 'out', type: 'edge', sourceId: 'table', targetId: 'decided' },
    ],
  };
}

function buildRows(resolved: ResolvedRuleSet, outputs: readonly string[], catalogue: FactCatalogue): readonly object[] {
  const { ruleSet, parameterFacts } = resolved;
  const putOut = ({ params }: RuleEvent): object =>
    Object.fromEntries(outputs.map((name) => [name, toOperand(params[name] ?? null, parameterFacts, false)]));
  const rows = sortRules(resolved).map(({ name, conditions, event }, index) => ({
    _id: `row-${index}`,
    when: toExpression(prepareCondition(conditions, ruleSet.conditions, catalogue), parameterFacts, catalogue),
    rule: JSON.stringify(name),
    ...putOut(event),
  }));
  if (ruleSet.default === null) return rows;
  if (ruleSet.hitPolicy === 'collect') throw new RangeError('no way is known to tell ZEN a default of "collect"');
  return [...rows, { _id: 'default', when: '', rule: '""', ...putOut(ruleSet.default) }];
}

/** Asks ZEN about a batch of records; the name of the default's row is empty. */
export async function askZen(decision: ZenDecision, records: readonly object[]): Promise<readonly Answer[]> {
  const { result } = await decision.evaluate({ records });
  const decided: readonly (ZenRow | readonly ZenRow[] | null)[] = result.decided;
  return decided.map((each) => {
    const rows = each === null ? [] : 'rule' in each ? [each] : each;
    return { rules: rows.flatMap(({ rule }) => (rule === '' ? [] : rule)), outputs: rows };
  });
}

/** The facts of a record as ZEN compares them: dates as numbers, folded texts between blanks. */
export function toZenRecord(facts: Facts, catalogue: FactCatalogue): Readonly<Record<string, FactValue>> {
  return Object.fromEntries(
    Object.entries(facts).map(([name, value]) => {
      const type = catalogue.get(name)?.type;
      if (type === 'date' && typeof value === 'string') return [name, toEpochDay(value)];
      return [name, type === 'text' && typeof value === 'string' ? ` ${value} ` : value];
    }),
  );
}

function toExpression(condition: PreparedCondition, parameters: Facts, catalogue: FactCatalogue): string {
  const inner = (child: PreparedCondition): string => `(${toExpression(child, parameters, catalogue)})`;
  if ('all' in condition) return condition.all.length === 0 ? 'true' : condition.all.map(inner).join(' and ');
  if ('any' in condition) return condition.any.length === 0 ? 'true' : condition.any.map(inner).join(' or ');
  if ('not' in condition) return `not ${inner(condition.not)}`;
  return toComparison(condition, parameters, catalogue);
}

function toComparison(leaf: LeafCondition, parameters: Facts, catalogue: FactCatalogue): string {
  const isDate = catalogue.get(leaf.fact)?.type === 'date';
  const left = toOperand({ fact: leaf.fact }, parameters, isDate);
  const right = toOperand(leaf.value, parameters, isDate);
  const [moment, number] = [MOMENT_OPERATORS[leaf.operator], NUMBER_OPERATORS[leaf.operator]];
  if (moment !== undefined) {
    const needed = [left, right].filter(isName).map((side) => `${side} != null`);
    return [...needed, `${left} ${moment} ${right}`].join(' and ');
  }
  if (number !== undefined) {
    // json-rules-engine refuses no more than a missing left side; a missing right one is a zero to it.
    return `${left} != null and ${left} ${number} ${isName(right) ? `(${right} ?? 0)` : right}`;
  }
  switch (leaf.operator) {
    case 'equal':
      return `${left} == ${right}`;
    case 'notEqual':
      return `${left} != ${right}`;
    case 'in':
      return `${left} in ${right}`;
    case 'notIn':
      return `${left} not in ${right}`;
    case 'contains':
      return `contains(${left}, ${right})`;
    case 'doesNotContain':
      return `not contains(${left}, ${right})`;
    case 'isMissing': {
      const isMissing =
        catalogue.get(leaf.fact)?.type === 'list' ? `(${left} == null or len(${left}) == 0)` : `${left} == null`;
      return leaf.value === true ? isMissing : `not (${isMissing})`;
    }
    case 'containsAnyPhrase': {
      const phrases = (Array.isArray(leaf.value) ? leaf.value : [leaf.value]).map((phrase) => ` ${phrase} `);
      return `${left} != null and some(${JSON.stringify(phrases)}, contains(${left}, #))`;
    }
    default:
      throw new RangeError(`no way is known to say "${leaf.operator}" to ZEN`);
  }
}

/** A fact, not a literal. */
function isName(operand: string): boolean {
  return /^[a-z]/i.test(operand);
}

function toOperand(value: RuleValue, parameters: Facts, isDate: boolean): string {
  if (isFactReference(value)) {
    const parameter = parameters[value.fact];
    return parameter === undefined ? value.fact : toLiteral(parameter, isDate);
  }
  return toLiteral(Array.isArray(value) ? value : typeof value === 'object' ? null : value, isDate);
}

function toLiteral(value: FactValue | readonly (string | number)[], isDate: boolean): string {
  return isDate && typeof value === 'string' ? String(toEpochDay(value)) : JSON.stringify(value);
}

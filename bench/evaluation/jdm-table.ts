import type { FactCatalogue, PreparedCondition } from '../../src/decisions/prepare-condition.ts';
import { prepareCondition } from '../../src/decisions/prepare-condition.ts';
import { toEpochDay } from '../../src/domain/calendar-date.ts';
import type { Facts, FactValue } from '../../src/domain/fact.ts';
import { isFactReference } from '../../src/rule-sets/check-value.ts';
import type { ResolvedRuleSet } from '../../src/rule-sets/resolve-rules.ts';
import type { LeafCondition, RuleValue } from '../../src/rule-sets/rule-set.ts';

const NUMBER_OPERATORS: Readonly<Record<string, string>> = {
  lessThan: '<',
  lessThanInclusive: '<=',
  greaterThan: '>',
  greaterThanInclusive: '>=',
  before: '<',
  onOrBefore: '<=',
  after: '>',
  onOrAfter: '>=',
};

/**
 * The rules of a set, as they stand for a day and scope, as a decision table in the JDM of GoRules: one row for each
 * rule, its condition as an expression of ZEN, parameters put in; it is given a list of records and puts out the names of
 * the rules that decide.
 */
export function buildJdmTable(resolved: ResolvedRuleSet, catalogue: FactCatalogue): object {
  const { ruleSet, rules, parameterFacts } = resolved;
  const ordered =
    ruleSet.hitPolicy === 'collect'
      ? rules
      : rules.toSorted((a, b) => b.weight - a.weight || b.rule.priority - a.rule.priority);
  const rows = ordered.map(({ rule }, index) => ({
    _id: `row-${index}`,
    when: toExpression(prepareCondition(rule.conditions, ruleSet.conditions, catalogue), parameterFacts, catalogue),
    rule: JSON.stringify(rule.name),
  }));
  return {
    nodes: [
      { id: 'records', type: 'inputNode', name: 'records', position: { x: 0, y: 0 } },
      {
        id: 'table',
        type: 'decisionTableNode',
        name: 'table',
        position: { x: 1, y: 0 },
        content: {
          hitPolicy: ruleSet.hitPolicy === 'collect' ? 'collect' : 'first',
          inputs: [{ id: 'when', name: 'when' }],
          outputs: [{ id: 'rule', name: 'rule', field: 'rule' }],
          rules: rows,
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
  const sign = NUMBER_OPERATORS[leaf.operator];
  if (sign !== undefined) {
    const needed = [left, right].filter((side) => /^[a-z]/i.test(side)).map((side) => `${side} != null`);
    return [...needed, `${left} ${sign} ${right}`].join(' and ');
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

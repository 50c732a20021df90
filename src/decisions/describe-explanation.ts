import type { FactDefinition } from '../domain/fact.ts';
import { isFactReference } from '../rule-sets/check-value.ts';
import { findOperator } from '../rule-sets/operators.ts';
import { describeFactValue, type Language } from './describe-value.ts';
import type { ExplainedCondition, ExplainedRule, ExplainedRuleSet } from './explain-rule-set.ts';
import type { FactCatalogue } from './prepare-condition.ts';

const WORDS = {
  decides: { vi: 'QUYẾT ĐỊNH', en: 'DECIDES' },
  matches: { vi: 'khớp, nhưng quy tắc khác được ưu tiên', en: 'matches, but another rule goes first' },
  fails: { vi: 'không khớp', en: 'does not match' },
  byDefault: { vi: 'không quy tắc nào khớp; giá trị mặc định', en: 'no rule matches; the default' },
  nothing: { vi: 'không quy tắc nào khớp', en: 'no rule matches' },
  reference: { vi: 'căn cứ', en: 'reference' },
  result: { vi: 'kết quả', en: 'result' },
  setAside: {
    vi: 'không xét (ngoài thời gian hiệu lực, ngoài phạm vi, hoặc đã có quy tắc riêng thay thế)',
    en: 'set aside (not valid on the day, out of scope, or replaced by a more specific rule)',
  },
  all: { vi: 'tất cả:', en: 'all of:' },
  any: { vi: 'ít nhất một:', en: 'at least one of:' },
  not: { vi: 'không phải:', en: 'not:' },
  withPhrases: { vi: 'có cụm từ', en: 'has the phrase' },
  withoutPhrase: { vi: 'không có cụm từ nào', en: 'has none of the phrases' },
  phrases: { vi: 'cụm từ', en: 'phrases' },
} as const;

type Comparison = Extract<ExplainedCondition, { kind: 'comparison' }>;

/** An explained rule set as lines of text for a person. */
export function describeExplanation(
  explained: ExplainedRuleSet,
  title: string,
  catalogue: FactCatalogue,
  language: Language,
): readonly string[] {
  const { outcome } = explained;
  return [
    `■ ${title}  (${outcome.ruleSet})`,
    `  → ${WORDS.result[language]}: ${describeOutcome(explained, language)}`,
    ...explained.rules.flatMap((rule) => describeRule(rule, catalogue, language)),
    ...(explained.rulesSetAside.length === 0
      ? []
      : [`  · ${WORDS.setAside[language]}: ${explained.rulesSetAside.map((rule) => rule.name).join(', ')}`]),
  ];
}

function describeOutcome(explained: ExplainedRuleSet, language: Language): string {
  const { rules, outputs } = explained.outcome;
  if (outputs.length === 0) return WORDS.nothing[language];
  const texts = outputs.map((each) =>
    Object.entries(each)
      .map(([name, value]) => `${name} = ${describeFactValue(value, undefined, language)}`)
      .join(', '),
  );
  return `${texts.join(' | ')}${rules.length === 0 ? `  [${WORDS.byDefault[language]}]` : ''}`;
}

function describeRule(explained: ExplainedRule, catalogue: FactCatalogue, language: Language): readonly string[] {
  const { rule, isDeciding, isMatching } = explained;
  const mark = isDeciding ? '✔' : '·';
  const verdict = isDeciding ? WORDS.decides : isMatching ? WORDS.matches : WORDS.fails;
  return [
    `  ${mark} ${rule.name}: ${rule.title[language]} — ${verdict[language]}`,
    ...describeCondition(explained.condition, catalogue, language, '      '),
    ...(isDeciding ? [`      ${WORDS.reference[language]}: ${rule.reference}`] : []),
  ];
}

function describeCondition(
  condition: ExplainedCondition,
  catalogue: FactCatalogue,
  language: Language,
  indent: string,
): readonly string[] {
  const mark = condition.holds ? '+' : '-';
  if (condition.kind === 'comparison') {
    return [`${indent}${mark} ${describeComparison(condition, catalogue, language)}`];
  }
  const children = condition.children.flatMap((child) =>
    describeCondition(child, catalogue, language, condition.children.length > 1 ? `${indent}  ` : indent),
  );
  const isPlain = condition.kind !== 'not' && condition.children.length === 1;
  return isPlain ? children : [`${indent}${mark} ${WORDS[condition.kind][language]}`, ...children];
}

function describeComparison(comparison: Comparison, catalogue: FactCatalogue, language: Language): string {
  const { fact, operand } = comparison;
  const definition: FactDefinition | undefined = catalogue.get(fact);
  const name = definition?.meaning[language] ?? fact;
  const operator = findOperator(comparison.operator)?.meaning[language] ?? comparison.operator;
  if (comparison.operator === 'containsAnyPhrase') return `${name} ${describePhrases(comparison, language)}`;
  const left = `${name} [${describeFactValue(comparison.factValue, definition, language)}]`;
  if (!isFactReference(operand)) {
    return `${left} ${operator} ${describeFactValue(comparison.operandValue, definition, language)}`;
  }
  const other = catalogue.get(operand.fact);
  const otherName = other?.meaning[language] ?? operand.fact;
  return `${left} ${operator} ${otherName} [${describeFactValue(comparison.operandValue, other, language)}]`;
}

/** Of many phrases only those matter that were found; they are shown as the rule writes them. */
function describePhrases(comparison: Comparison, language: Language): string {
  const { operand, operandValue, factValue } = comparison;
  const words = ` ${typeof factValue === 'string' ? factValue : ''} `;
  const written = Array.isArray(operand) ? operand : [operand];
  const folded = Array.isArray(operandValue) ? operandValue : [];
  const found = written.filter((_, index) => words.includes(` ${folded[index]} `));
  const count = WORDS.phrases[language];
  if (found.length === 0) return `${WORDS.withoutPhrase[language]} (${written.length} ${count})`;
  return `${WORDS.withPhrases[language]}: ${found.map((phrase) => `"${phrase}"`).join(', ')}`;
}

import { Engine } from 'json-rules-engine';
import { buildAccountRules, FOR_ALL } from '../../src/batches/accounts/account-rules.ts';
import { loadKyhanRelease } from '../../src/batches/kyhan-release.ts';
import { PROJECT_FOLDER } from '../../src/config.ts';
import { prepareCondition } from '../../src/decisions/prepare-condition.ts';
import { DEBT_CATALOGUE } from '../../src/facts/debt-catalogue.ts';
import { OPERATORS } from '../../src/rule-sets/operators.ts';
import type { ResolvedRuleSet } from '../../src/rule-sets/resolve-rules.ts';
import { toEngineCondition } from '../evaluation/plain-engine.ts';

/** What a rule puts out. */
export type EngineOutput = Readonly<Record<string, unknown>>;

/** One engine for a rule set, and what is put out where no rule holds. */
export type RuleSetEngine = { readonly engine: Engine; readonly fallback: EngineOutput };

type RuleSetId =
  | 'debt-ageing'
  | 'debt-provision-schedule'
  | 'debt-provision-rates'
  | 'debt-provision-evidence'
  | 'debt-write-off-cases'
  | 'debt-write-off-evidence'
  | 'debt-write-off';

/** An engine of json-rules-engine for each rule set of invoices, as its own documentation has it: built once. */
export async function buildEngines(day: string): Promise<Readonly<Record<RuleSetId, RuleSetEngine>>> {
  const loaded = await loadKyhanRelease(`${PROJECT_FOLDER}rules`);
  if (!('release' in loaded)) throw new Error(JSON.stringify(loaded.problems));
  const rules = buildAccountRules(loaded.release, day);
  const build = (id: string): RuleSetEngine => buildEngine(rules.resolve(id, FOR_ALL));
  return {
    'debt-ageing': build('debt-ageing'),
    'debt-provision-schedule': build('debt-provision-schedule'),
    'debt-provision-rates': build('debt-provision-rates'),
    'debt-provision-evidence': build('debt-provision-evidence'),
    'debt-write-off-cases': build('debt-write-off-cases'),
    'debt-write-off-evidence': build('debt-write-off-evidence'),
    'debt-write-off': build('debt-write-off'),
  };
}

function buildEngine({ rules, ruleSet, parameterFacts }: ResolvedRuleSet): RuleSetEngine {
  const engine = new Engine([], { allowUndefinedFacts: true });
  for (const { name, evaluate } of OPERATORS) if (evaluate !== null) engine.addOperator(name, evaluate);
  for (const [name, value] of Object.entries(parameterFacts)) engine.addFact(name, value);
  for (const { rule } of rules) {
    engine.addRule({
      name: rule.name,
      priority: rule.priority,
      conditions: toEngineCondition(prepareCondition(rule.conditions, ruleSet.conditions, DEBT_CATALOGUE)),
      event: rule.event,
    });
  }
  return { engine, fallback: ruleSet.default?.params ?? {} };
}

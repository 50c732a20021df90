import { ZenEngine } from '@gorules/zen-engine';
import { Engine } from 'json-rules-engine';
import { type KyhanRelease, loadKyhanRelease } from '../src/batches/kyhan-release.ts';
import { PROJECT_FOLDER } from '../src/config.ts';
import { buildRecordSource } from '../src/decisions/certify/build-record-source.ts';
import { buildCompiledEvaluator } from '../src/decisions/compiled-evaluator.ts';
import { type FactCatalogue, listFactNames, prepareCondition } from '../src/decisions/prepare-condition.ts';
import type { Facts, FactValue, RuleSetContract } from '../src/domain/fact.ts';
import { createSeededRandom } from '../src/domain/seeded-random.ts';
import { BILLING_CATALOGUE } from '../src/facts/billing-catalogue.ts';
import { BILLING_RULE_SETS } from '../src/facts/billing-rule-sets.ts';
import { DEBT_CATALOGUE } from '../src/facts/debt-catalogue.ts';
import { DEBT_RULE_SETS } from '../src/facts/debt-rule-sets.ts';
import { TICKET_CATALOGUE } from '../src/facts/ticket-catalogue.ts';
import { TICKET_RULE_SETS } from '../src/facts/ticket-rule-sets.ts';
import { bindRuleSetCodes } from '../src/rule-sets/bind-codes.ts';
import { listKnownCodes } from '../src/rule-sets/load-release.ts';
import { OPERATORS } from '../src/rule-sets/operators.ts';
import { buildRuleResolver, type ResolvedRuleSet } from '../src/rule-sets/resolve-rules.ts';
import { buildJdmTable, toZenRecord } from './evaluation/jdm-table.ts';
import { toEngineCondition } from './evaluation/plain-engine.ts';
import { type BenchResult, type BenchRow, compareInTurn, findRatio, listRates, type Spread } from './measure.ts';

const KINDS: readonly (readonly [readonly RuleSetContract[], FactCatalogue])[] = [
  [TICKET_RULE_SETS, TICKET_CATALOGUE],
  [BILLING_RULE_SETS, BILLING_CATALOGUE],
  [DEBT_RULE_SETS, DEBT_CATALOGUE],
];
const DAY = '2026-11-30';
const FOR_ALL = { product: null, segment: null, unit: null };
const RECORDS = 1_000;
const ROUNDS = 7;
/** Times that each goes through the records in a round, so that a round takes some tens of milliseconds. */
const OUR_TIMES = 200;
const ENGINE_RECORDS = 500;
const ENGINE_TARGET = 100;
const ZEN_TARGET = 20;

/** Evaluations a second of each shipped rule set: ours, json-rules-engine, and ZEN in batches of 1,000 records. */
export async function benchEvaluation(): Promise<BenchResult> {
  const loaded = await loadKyhanRelease(`${PROJECT_FOLDER}rules`);
  if (!('release' in loaded)) throw new Error(JSON.stringify(loaded.problems));
  const rows: BenchRow[] = [];
  for (const [contracts, catalogue] of KINDS) {
    for (const contract of contracts) rows.push(await benchRuleSet(loaded.release, contract, catalogue));
  }
  return { name: 'evaluation', unit: 'records a second of one rule set', rows };
}

async function benchRuleSet(
  release: KyhanRelease,
  contract: RuleSetContract,
  catalogue: FactCatalogue,
): Promise<BenchRow> {
  const resolver = buildRuleResolver(release.ruleSets, release.parameters);
  const resolved = resolver.resolveRules(contract.id, DAY, FOR_ALL);
  const records = buildRecords(release, contract, catalogue);
  const { evaluate } = buildCompiledEvaluator(catalogue);
  const engine = buildPlainEngine(resolved, catalogue);
  const decision = new ZenEngine().createDecision(buildJdmTable(resolved, catalogue));
  const zenRecords = records.map((facts) => toZenRecord(facts, catalogue));
  const expected = records.map((facts) => evaluate(resolved, facts).rules.join());
  const different = countDifferent(expected, await askZen(decision, zenRecords));
  const comparison = await compareInTurn(
    [
      {
        name: 'kyhan',
        run: () => {
          for (let time = 0; time < OUR_TIMES; time += 1) for (const facts of records) evaluate(resolved, facts);
          return OUR_TIMES * records.length;
        },
      },
      {
        name: 'json-rules-engine',
        run: async () => {
          for (const facts of records.slice(0, ENGINE_RECORDS)) await engine.run(pickFacts(facts, resolved, catalogue));
          return ENGINE_RECORDS;
        },
      },
      {
        name: 'zen',
        run: async () => {
          await decision.evaluate({ records: zenRecords });
          return zenRecords.length;
        },
      },
    ],
    ROUNDS,
  );
  const overEngine = findRatio(comparison, 'json-rules-engine');
  const overZen = different === 0 ? findRatio(comparison, 'zen') : null;
  return {
    what: contract.id,
    values: {
      rules: resolved.rules.length,
      ...listRates(comparison),
      '÷ json-rules-engine': overEngine,
      '÷ zen': overZen ?? `left out: ZEN decides ${different} of ${records.length} records otherwise`,
    },
    target: `≥ ${ENGINE_TARGET}, ≥ ${ZEN_TARGET}`,
    isMet: judge(overEngine, overZen),
  };
}

/** Without answers that are alike there is no ratio to ZEN, and that half of the target is not tried. */
function judge(overEngine: Spread, overZen: Spread | null): boolean | null {
  if (overEngine.median < ENGINE_TARGET) return false;
  return overZen === null ? null : overZen.median >= ZEN_TARGET;
}

/** The cases of the rule set, then random records, whatever day and scope they were made for. */
function buildRecords(release: KyhanRelease, contract: RuleSetContract, catalogue: FactCatalogue): readonly Facts[] {
  const { parameters, ruleSets, cases } = release;
  const ruleSet = ruleSets.get(contract.id);
  if (ruleSet === undefined) throw new RangeError(`no rule set ${contract.id}`);
  const { facts } = bindRuleSetCodes(contract, listKnownCodes(release.reference));
  const resolver = buildRuleResolver(ruleSets, parameters);
  const own = cases.filter((file) => file.ruleSet === contract.id).flatMap((file) => file.cases);
  const subject = { ruleSet, facts, catalogue, parameters, resolver, cases: own };
  const next = buildRecordSource(subject, createSeededRandom(1));
  return Array.from({ length: RECORDS }, (_, index) => own[index]?.facts ?? next().facts);
}

/** json-rules-engine as its own documentation has it: built once, then one run for each record. */
function buildPlainEngine(resolved: ResolvedRuleSet, catalogue: FactCatalogue): Engine {
  const engine = new Engine();
  for (const { name, evaluate } of OPERATORS) if (evaluate !== null) engine.addOperator(name, evaluate);
  for (const { rule } of resolved.rules) {
    const condition = prepareCondition(rule.conditions, resolved.ruleSet.conditions, catalogue);
    engine.addRule({ name: rule.name, conditions: toEngineCondition(condition), event: { type: rule.name } });
  }
  return engine;
}

function pickFacts(facts: Facts, resolved: ResolvedRuleSet, catalogue: FactCatalogue): Record<string, FactValue> {
  const names = NAMES.get(resolved) ?? listNames(resolved, catalogue);
  NAMES.set(resolved, names);
  return Object.fromEntries(names.map((name) => [name, facts[name] ?? resolved.parameterFacts[name] ?? null]));
}

const NAMES = new WeakMap<ResolvedRuleSet, readonly string[]>();

function listNames({ rules, ruleSet }: ResolvedRuleSet, catalogue: FactCatalogue): readonly string[] {
  const all = rules.flatMap(({ rule }) =>
    listFactNames(prepareCondition(rule.conditions, ruleSet.conditions, catalogue)),
  );
  return [...new Set(all)];
}

type ZenDecision = ReturnType<ZenEngine['createDecision']>;
type ZenDecided = { readonly rule: string } | readonly { readonly rule: string }[] | null;

async function askZen(decision: ZenDecision, records: readonly object[]): Promise<readonly string[]> {
  const { result } = await decision.evaluate({ records });
  const decided: readonly ZenDecided[] = result.decided;
  return decided.map((each) => {
    if (each === null) return '';
    return 'rule' in each ? each.rule : each.map(({ rule }) => rule).join();
  });
}

function countDifferent(expected: readonly string[], seen: readonly string[]): number {
  return expected.filter((names, index) => names !== seen[index]).length;
}

import { ZenEngine } from '@gorules/zen-engine';
import { type KyhanRelease, loadKyhanRelease } from '../src/batches/kyhan-release.ts';
import { PROJECT_FOLDER } from '../src/config.ts';
import { buildRecordSource } from '../src/decisions/certify/build-record-source.ts';
import { buildCompiledEvaluator } from '../src/decisions/compiled-evaluator.ts';
import type { FactCatalogue } from '../src/decisions/prepare-condition.ts';
import type { Facts, RuleSetContract } from '../src/domain/fact.ts';
import { createSeededRandom } from '../src/domain/seeded-random.ts';
import { BILLING_CATALOGUE } from '../src/facts/billing-catalogue.ts';
import { BILLING_RULE_SETS } from '../src/facts/billing-rule-sets.ts';
import { DEBT_CATALOGUE } from '../src/facts/debt-catalogue.ts';
import { DEBT_RULE_SETS } from '../src/facts/debt-rule-sets.ts';
import { TICKET_CATALOGUE } from '../src/facts/ticket-catalogue.ts';
import { TICKET_RULE_SETS } from '../src/facts/ticket-rule-sets.ts';
import { bindRuleSetCodes } from '../src/rule-sets/bind-codes.ts';
import { listKnownCodes } from '../src/rule-sets/load-release.ts';
import { buildRuleResolver, type ResolvedRuleSet } from '../src/rule-sets/resolve-rules.ts';
import { type Answer, countAnswers, listFactsRead, listOutputNames, showAnswer } from './evaluation/answer.ts';
import { askZen, buildJdmTable, toZenRecord } from './evaluation/jdm-table.ts';
import { buildPlainEngine } from './evaluation/plain-engine.ts';
import {
  type BenchResult,
  type BenchRow,
  type Contender,
  compareInTurn,
  findRatio,
  listRates,
  type Spread,
} from './measure.ts';

const KINDS: readonly (readonly [readonly RuleSetContract[], FactCatalogue])[] = [
  [TICKET_RULE_SETS, TICKET_CATALOGUE],
  [BILLING_RULE_SETS, BILLING_CATALOGUE],
  [DEBT_RULE_SETS, DEBT_CATALOGUE],
];
const DAY = '2026-11-30';
const FOR_ALL = { product: null, segment: null, unit: null };
const RECORDS = 1_000;
const ROUNDS = 15;
/** Times that ours goes through the records in a round, so that it takes some tens of milliseconds. */
const OUR_TIMES = 200;
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
  const outputs = listOutputNames(resolved);
  const asked = listAsked(resolved, catalogue, buildRecords(release, contract, resolved, catalogue));
  const answers = await Promise.all(asked.map(({ ask }) => ask()));
  const different = countDifferent(answers, outputs);
  const contenders = asked.map((each, index) =>
    toContender(each, outputs, countAnswers(answers[index] ?? [], outputs)),
  );
  const comparison = await compareInTurn(contenders, ROUNDS);
  const [overEngine, overZen] = [findRatio(comparison, 'json-rules-engine'), findRatio(comparison, 'zen')];
  const [engineDiffers = 0, zenDiffers = 0] = different;
  const showOtherwise = (count: number): string => `left out: decides ${count} of ${RECORDS} records otherwise`;
  return {
    what: contract.id,
    values: {
      rules: resolved.rules.length,
      ...listRates(comparison),
      '÷ json-rules-engine': engineDiffers === 0 ? overEngine : showOtherwise(engineDiffers),
      '÷ zen': zenDiffers === 0 ? overZen : showOtherwise(zenDiffers),
    },
    target: `≥ ${ENGINE_TARGET}, ≥ ${ZEN_TARGET}`,
    isMet: judge(engineDiffers === 0 ? overEngine : null, zenDiffers === 0 ? overZen : null),
  };
}

/** How many answers of each other one are not the same as ours, the first. */
function countDifferent([ours, ...others]: readonly (readonly Answer[])[], outputs: readonly string[]) {
  const expected = (ours ?? []).map((answer) => showAnswer(answer, outputs));
  return others.map((answers) => {
    const seen = answers.map((answer) => showAnswer(answer, outputs));
    return expected.filter((answer, index) => answer !== seen[index]).length;
  });
}

/** Somebody who is asked about all records, so many times in a round. */
type Asked = {
  readonly name: string;
  readonly times: number;
  readonly ask: () => readonly Answer[] | Promise<readonly Answer[]>;
};

/** The three, each with the facts ready in the form that it takes: the same facts of the same records. */
function listAsked(resolved: ResolvedRuleSet, catalogue: FactCatalogue, records: readonly Facts[]): readonly Asked[] {
  const { evaluate } = buildCompiledEvaluator(catalogue);
  const askEngine = buildPlainEngine(resolved, catalogue);
  const decision = new ZenEngine().createDecision(buildJdmTable(resolved, catalogue));
  const zenRecords = records.map((facts) => toZenRecord(facts, catalogue));
  return [
    { name: 'kyhan', times: OUR_TIMES, ask: () => records.map((facts) => evaluate(resolved, facts)) },
    {
      name: 'json-rules-engine',
      times: 1,
      ask: async () => {
        const answers: Answer[] = [];
        // One after the other: an engine must not have two runs at once.
        for (const facts of records) answers.push(await askEngine(facts));
        return answers;
      },
    },
    { name: 'zen', times: 1, ask: () => askZen(decision, zenRecords) },
  ];
}

/** Asks, reads every answer, and fails where they are not what they were before. */
function toContender({ name, times, ask }: Asked, outputs: readonly string[], expected: number): Contender {
  return {
    name,
    run: async () => {
      let [records, count] = [0, 0];
      for (let time = 0; time < times; time += 1) {
        const answers = await ask();
        count += countAnswers(answers, outputs);
        records += answers.length;
      }
      if (count !== expected * times) throw new Error(`${name} answered otherwise while it was measured`);
      return records;
    },
  };
}

/** Without answers that are alike there is no ratio to a peer, and that half of the target is not tried. */
function judge(overEngine: Spread | null, overZen: Spread | null): boolean | null {
  if (overEngine !== null && overEngine.median < ENGINE_TARGET) return false;
  if (overZen !== null && overZen.median < ZEN_TARGET) return false;
  return overEngine === null || overZen === null ? null : true;
}

/** The cases of the rule set, then random records, whatever day and scope they were made for; of each what rules read. */
function buildRecords(
  release: KyhanRelease,
  contract: RuleSetContract,
  resolved: ResolvedRuleSet,
  catalogue: FactCatalogue,
): readonly Facts[] {
  const { parameters, ruleSets, cases } = release;
  const { ruleSet, parameterFacts } = resolved;
  const { facts } = bindRuleSetCodes(contract, listKnownCodes(release.reference));
  const resolver = buildRuleResolver(ruleSets, parameters);
  const own = cases.filter((file) => file.ruleSet === contract.id).flatMap((file) => file.cases);
  const next = buildRecordSource({ ruleSet, facts, catalogue, parameters, resolver }, createSeededRandom(1));
  const names = listFactsRead(resolved, catalogue).filter((name) => !(name in parameterFacts));
  return Array.from({ length: RECORDS }, (_, index) => {
    const record: Facts = own[index]?.facts ?? next().facts;
    // A copy has texts of its own, as if they were read from a file; chance leaves them pieced together.
    return structuredClone(Object.fromEntries(names.map((name) => [name, record[name] ?? null])));
  });
}

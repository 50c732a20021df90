import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command } from 'commander';
import { RELEASE_CONTRACT } from '../batches/kyhan-release.ts';
import { PROJECT_FOLDER } from '../config.ts';
import { checkCases, type FailedCase } from '../decisions/check-cases.ts';
import { buildCompiledEvaluator } from '../decisions/compiled-evaluator.ts';
import { BILLING_CATALOGUE } from '../facts/billing-catalogue.ts';
import { DEBT_CATALOGUE } from '../facts/debt-catalogue.ts';
import { TICKET_CATALOGUE } from '../facts/ticket-catalogue.ts';
import { buildRuleResolver } from '../rule-sets/resolve-rules.ts';
import { buildVocabularySchema } from '../rule-sets/vocabulary-schema.ts';
import { addCertifyCommand } from './certify.ts';
import { addDatabaseOption, addRulesOption, getRelease } from './options.ts';

const RUN_FAILED = 1;

/** The facts of each folder of rules: one name may have another type in another folder (`asOf`). */
const CATALOGUES = [
  ['ticket/', TICKET_CATALOGUE],
  ['billing/', BILLING_CATALOGUE],
  ['debt/', DEBT_CATALOGUE],
] as const;

/** `kyhan rules check | test | certify | vocabulary`. */
export function addRulesCommands(program: Command): void {
  const rules = program.command('rules').description('check and test the rules');
  // Every command takes --db, so that a script can give it to all alike; the rules need no database.
  addDatabaseOption(
    addRulesOption(rules.command('check').description('find every mistake in the rules at once')),
  ).action(checkRules);
  addDatabaseOption(addRulesOption(rules.command('test').description('run the cases beside the rule sets'))).action(
    testRules,
  );
  addCertifyCommand(rules);
  rules
    .command('vocabulary')
    .description('write the names of facts and operators for editors (rules/schema/vocabulary.schema.json)')
    .action(writeVocabulary);
}

async function checkRules(options: { readonly rules: string }): Promise<void> {
  const release = await getRelease(options.rules);
  const count = [...release.ruleSets.values()].reduce((sum, ruleSet) => sum + ruleSet.rules.length, 0);
  process.stderr.write(
    `rules are in order: ${release.ruleSets.size} rule sets, ${count} rules, ${release.parameters.size} parameters, ${release.mappings.size} mappings\nrelease ${release.hash}\n`,
  );
}

async function testRules(options: { readonly rules: string }): Promise<void> {
  const release = await getRelease(options.rules);
  const resolver = buildRuleResolver(release.ruleSets, release.parameters);
  let passed = 0;
  let failed = 0;
  for (const [folder, catalogue] of CATALOGUES) {
    const files = release.cases.filter(({ file }) => file.startsWith(folder));
    const results = await checkCases(files, resolver, buildCompiledEvaluator(catalogue));
    for (const each of results.failed) process.stderr.write(describeFailedCase(each));
    passed += results.passed;
    failed += results.failed.length;
  }
  process.stderr.write(`cases: ${passed} passed, ${failed} failed\n`);
  if (failed > 0) process.exitCode = RUN_FAILED;
}

async function writeVocabulary(): Promise<void> {
  const file = join(PROJECT_FOLDER, 'rules/schema/vocabulary.schema.json');
  await writeFile(file, `${JSON.stringify(buildVocabularySchema(RELEASE_CONTRACT.ruleSets), null, 2)}\n`);
  process.stderr.write(`wrote ${file}\n`);
}

function describeFailedCase({ file, name, expected, seen }: FailedCase): string {
  return `rules/${file}: ${name}\n  expected ${JSON.stringify(expected)}\n  seen     ${JSON.stringify(seen)}\n`;
}

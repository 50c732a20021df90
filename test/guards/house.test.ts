import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import { RELEASE_CONTRACT } from '../../src/batches/kyhan-release.ts';
import { FAILURE_CODES } from '../../src/domain/failure.ts';
import { REJECTION_CODES, WARNING_CODES } from '../../src/domain/rejected-row.ts';
import { BILLING_FACTS } from '../../src/facts/billing-catalogue.ts';
import { DEBT_FACTS } from '../../src/facts/debt-catalogue.ts';
import { TICKET_FACTS } from '../../src/facts/ticket-catalogue.ts';
import { buildVocabularySchema } from '../../src/rule-sets/vocabulary-schema.ts';
import { PROJECT_FOLDER } from '../support/run-cli.ts';
import { loadShippedRelease } from '../support/shipped-release.ts';

const MAX_LINES = 350;

const read = (file: string): string => readFileSync(join(PROJECT_FOLDER, file), 'utf8');
const readJson = (file: string): Readonly<Record<string, unknown>> => JSON.parse(read(file));

/** Files of the project; a folder that is no git checkout (an export) has none to look at. */
const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
  cwd: PROJECT_FOLDER,
  encoding: 'utf8',
})
  .split('\n')
  .filter((file) => file !== '');
const sources = files.filter((file) => /^(src|jobs|reports|migrations|test|examples|bench)\/.*\.(ts|js)$/.test(file));

describe('the house', () => {
  it('has no file over its limit', () => {
    const long = sources.filter((file) => read(file).split('\n').length > MAX_LINES + 1);
    expect(long).to.deep.equal([]);
    expect(sources.length).to.be.greaterThan(100);
  });

  it('switches no check off', () => {
    const pattern = new RegExp(
      `${['biome', 'ignore'].join('-')}|${['@ts', '(ignore|expect-error|nocheck)'].join('-')}`,
    );
    expect(sources.filter((file) => pattern.test(read(file)))).to.deep.equal([]);
  });

  it('reads the environment in one place', () => {
    const word = ['process', 'env'].join('.');
    const program = sources.filter((file) => /^(src|jobs|reports|migrations)\//.test(file));
    const readers = program.filter((file) => read(file).includes(word) || /\benv\b.*= process\b/.test(read(file)));
    expect(readers).to.deep.equal(['src/config.ts']);
  });

  it('explains every failure code and every rejection code in docs', () => {
    const operations = read('docs/operations.md');
    const inputs = read('docs/input-files.md');
    expect(FAILURE_CODES.filter((code) => !operations.includes(code))).to.deep.equal([]);
    expect(REJECTION_CODES.filter((code) => !inputs.includes(code))).to.deep.equal([]);
  });

  it('raises every failure, rejection and warning code somewhere', () => {
    const program = sources.filter((file) => /^(src|jobs|reports)\//.test(file));
    const text = program
      .filter((file) => !/domain\/(failure|rejected-row)\.ts$/.test(file))
      .map(read)
      .join('\n');
    const unused = [...FAILURE_CODES, ...REJECTION_CODES, ...WARNING_CODES].filter(
      (code) => !text.includes(`'${code}'`),
    );
    expect(unused).to.deep.equal([]);
  });
});

describe('the rules folder', () => {
  it('has a fresh vocabulary for editors (npx kyhan rules vocabulary writes it)', () => {
    const fresh = JSON.parse(JSON.stringify(buildVocabularySchema(RELEASE_CONTRACT.ruleSets)));
    expect(readJson('rules/schema/vocabulary.schema.json')).to.deep.equal(fresh);
  });

  it('fits the schemas that editors use', () => {
    const ajv = new Ajv({ strict: false, allErrors: true });
    for (const file of files.filter((each) => each.startsWith('rules/schema/'))) ajv.addSchema(readJson(file));
    const kinds: readonly (readonly [RegExp, string])[] = [
      [/\.rules\.json$/, 'rule-set.schema.json'],
      [/\.cases\.json$/, 'cases.schema.json'],
      [/^rules\/parameters\//, 'parameters.schema.json'],
      [/reference\/units/, 'units.schema.json'],
      [/reference\/products/, 'products.schema.json'],
      [/reference\/calendars/, 'calendars.schema.json'],
      [/^rules\/mappings\//, 'mapping.schema.json'],
    ];
    const rules = files.filter((each) => each.startsWith('rules/') && !each.startsWith('rules/schema/'));
    for (const file of rules) {
      const schema = kinds.find(([pattern]) => pattern.test(file))?.[1] ?? 'none';
      expect(ajv.validate(schema, readJson(file)), `${file}: ${ajv.errorsText()}`).to.equal(true);
    }
  });

  it('has cases for every rule set, and every fact has a meaning in both languages', async () => {
    const release = await loadShippedRelease();
    const withCases = release.cases.map((file) => file.ruleSet);
    expect([...release.ruleSets.keys()].filter((id) => !withCases.includes(id))).to.deep.equal([]);
    for (const facts of [TICKET_FACTS, BILLING_FACTS, DEBT_FACTS]) {
      expect(facts.filter((fact) => fact.meaning.vi === '' || fact.meaning.en === '')).to.deep.equal([]);
      expect(new Set(facts.map((fact) => fact.name)).size).to.equal(facts.length);
    }
  });
});

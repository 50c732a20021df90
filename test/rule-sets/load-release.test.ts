import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'chai';
import { describe, it } from 'mocha';
import {
  findProblems,
  getChangedRelease,
  loadChangedRules,
  type RulesChange,
  readShipped,
} from '../support/changed-rules.ts';
import { loadShippedRelease, RULES_FOLDER } from '../support/shipped-release.ts';
import { CLASSIFICATION, LIMITS, MISTAKES, PARAMETERS } from './mistakes.ts';

describe('loading the rules', () => {
  it('accepts the rules that the product ships', async () => {
    const release = await loadShippedRelease();
    expect([...release.ruleSets.keys()]).to.include('ticket-time-limits');
    expect(release.hash).to.match(/^[0-9a-f]{64}$/);
  });

  for (const { mistake, change, pointer, seen, allowed } of MISTAKES) {
    it(`finds ${mistake}, and says where, what was seen and what is allowed`, () => {
      const problem = findProblems(change).find((each) => each.pointer === pointer && each.file === change.file);
      expect(problem, JSON.stringify(findProblems(change))).to.not.equal(undefined);
      expect(problem?.seen).to.match(seen);
      expect(problem?.allowed).to.match(allowed);
    });
  }

  it('reports all mistakes of all files at once', () => {
    const problems = findProblems(...MISTAKES.slice(0, 5).map((each) => each.change), {
      file: PARAMETERS,
      path: ['parameters', 0, 'values', 0, 'value'],
      value: '80',
    });
    expect(new Set(problems.map((problem) => problem.file)).size).to.equal(2);
    expect(problems.length).to.be.at.least(3);
  });

  it('finds two rules between which only chance could choose', () => {
    const first = { ...Object(readShipped(CLASSIFICATION, ['rules', 17])), name: 'a-rival' };
    const [problem] = findProblems({ file: CLASSIFICATION, path: ['rules', '+'], value: first });
    expect(problem?.seen).to.equal('"a-rival" can match together with "phrases-of-one-type" (/rules/17)');
    expect(problem?.allowed).to.match(/a priority of its own/);
  });

  it('lets two rules share a priority when they exclude each other', () => {
    const topic = Object(readShipped(CLASSIFICATION, ['rules', 2, 'priority']));
    expect(findProblems({ file: CLASSIFICATION, path: ['rules', 1, 'priority'], value: Number(topic) })).to.deep.equal(
      [],
    );
  });

  it('finds two rows of a "unique" table that can both match', () => {
    const row = { ...Object(readShipped(LIMITS, ['table', 'rows', 4])), name: 'incident-at-night' };
    const [problem] = findProblems({ file: LIMITS, path: ['table', 'rows', '+'], value: row });
    expect(problem?.seen).to.match(/"incident-at-night" can match together with "incident-level-3-4"/);
  });

  it('finds an overlap and a hole between two versions of one rule', () => {
    const row = Object(readShipped(LIMITS, ['table', 'rows', 0]));
    const end = { file: LIMITS, path: ['table', 'rows', 0, 'validTo'], value: '2026-06-30' };
    const add = (validFrom: string): RulesChange => ({
      file: LIMITS,
      path: ['table', 'rows', '+'],
      value: { ...row, validFrom },
    });
    expect(findProblems(end, add('2026-07-01'))).to.deep.equal([]);
    expect(findProblems(end, add('2026-06-30'))[0]?.allowed).to.match(/validTo 2026-06-29/);
    expect(findProblems(end, add('2026-07-02'))[0]?.allowed).to.equal('validFrom 2026-07-01');
  });

  it('tells of a day that does not exist also where versions are compared, and of nothing else', () => {
    const row = Object(readShipped(LIMITS, ['table', 'rows', 0]));
    const problems = findProblems(
      { file: LIMITS, path: ['table', 'rows', 0, 'validTo'], value: '2026-02-30' },
      { file: LIMITS, path: ['table', 'rows', '+'], value: { ...row, validFrom: '2026-07-01' } },
    );
    expect(problems.map((problem) => problem.pointer)).to.include('/table/rows/0/validTo');
  });

  it('names only the file with the slip, not those that refer to it', () => {
    const problems = findProblems({ file: 'reference/products.json', path: ['products', 0, 'nmae'], value: 'x' });
    expect(new Set(problems.map((problem) => problem.file))).to.deep.equal(new Set(['reference/products.json']));
  });

  it('finds a parameter with an overlap and with a hole', () => {
    const path = ['parameters', 0, 'values'];
    const value = (dates: object) => ({ value: 80, reference: 'assumption: test', ...dates });
    const change = (values: readonly object[]): RulesChange => ({ file: PARAMETERS, path, value: values });
    expect(findProblems(change([value({ validTo: '2026-12-31' }), value({ validFrom: '2027-01-01' })]))).to.deep.equal(
      [],
    );
    expect(findProblems(change([value({}), value({ validFrom: '2027-01-01' })]))).to.have.length(1);
    expect(findProblems(change([value({ validTo: '2026-12-30' }), value({ validFrom: '2027-01-01' })]))).to.have.length(
      1,
    );
  });

  it('gives equal content one release, and changed content another', () => {
    const shipped = getChangedRelease();
    const same = getChangedRelease({ file: PARAMETERS, path: ['parameters', 0, 'values', 0, 'value'], value: 80 });
    const other = getChangedRelease({ file: PARAMETERS, path: ['parameters', 0, 'values', 0, 'value'], value: 81 });
    expect(same.hash).to.equal(shipped.hash);
    expect(other.hash).to.not.equal(shipped.hash);
  });

  it('misses a rule set or a parameter that the program needs', () => {
    const parameter = findProblems({ file: PARAMETERS, path: ['parameters', 3], value: undefined });
    expect(parameter.map((problem) => problem.seen)).to.include('no "ticket.clock-calendar"');
    const loaded = loadChangedRules([{ file: LIMITS, path: ['id'], value: 'something-else' }]);
    expect('problems' in loaded).to.equal(true);
  });

  it('finds what JSON.parse lets pass: a key given twice, with its line; and says where a file is no JSON', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'kyhan-rules-'));
    try {
      await cp(RULES_FOLDER, folder, { recursive: true });
      await writeFile(join(folder, 'reference/products.json'), '{\n  "products": [],\n  "products": []\n}');
      await writeFile(join(folder, PARAMETERS), '{\n "parameters": [\n }\n');
      const loaded = await loadShippedRelease(folder).catch((error: unknown) => String(error));
      expect(loaded).to.match(/the key .*products.* a second time, in line 3/);
      expect(loaded).to.match(/parameters\/ticket\.json/);
      expect(loaded).to.match(/in line 3/);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('says which folder cannot be read', async () => {
    const failure = await loadShippedRelease('/nowhere/rules').catch((error: unknown) => error);
    expect(failure).to.include({ code: 'CONFIGURATION' });
  });
});

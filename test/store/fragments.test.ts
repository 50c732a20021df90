import { expect } from 'chai';
import { before, it } from 'mocha';
import type { Database } from '../../src/store/database.ts';
import { deleteFragments, readFragmentGroups, type StagedFragment, stageFragments } from '../../src/store/fragments.ts';
import { describeEachDatabase } from '../support/each-database.ts';
import { readAll } from '../support/read-all.ts';
import { startImport } from '../support/store-samples.ts';

const buildFragment = (key: string, line: number): StagedFragment => ({
  input: 'tickets',
  key,
  line,
  cells: JSON.stringify([key, line]),
});

describeEachDatabase('fragments', (open) => {
  let database: Database;
  before(async () => {
    database = await open();
  });

  it('come back in whole groups by key, each by line, however they were stored', async () => {
    const { runId, token } = await startImport(database);
    // Pages hold 500 rows: one group fits, one begins at the end of a page, one is longer than two pages.
    const sizes = { a: 499, B: 3, b: 1_203, ă: 1 };
    const fragments = Object.entries(sizes).flatMap(([key, size]) =>
      Array.from({ length: size }, (_, index) => buildFragment(key, index + 2)),
    );
    await stageFragments(database, runId, token, [...fragments].reverse());
    await stageFragments(database, runId, token, [{ ...buildFragment('a', 2), input: 'events' }]);
    const groups = await readAll(readFragmentGroups(database, runId, 'tickets'));
    expect(groups.map(({ key, fragments: rows }) => [key, rows.length])).to.deep.equal([
      ['B', 3],
      ['a', 499],
      ['b', 1_203],
      ['ă', 1],
    ]);
    for (const { key, fragments: rows } of groups) {
      expect(rows).to.deep.equal(rows.map((_, index) => buildFragment(key, index + 2)));
    }
  });

  it('have no groups where there are none', async () => {
    const { runId } = await startImport(database);
    expect(await readAll(readFragmentGroups(database, runId, 'tickets'))).to.deep.equal([]);
  });

  it('go once they are folded, those of other runs stay', async () => {
    const [one, other] = [await startImport(database), await startImport(database)];
    for (const { runId, token } of [one, other]) await stageFragments(database, runId, token, [buildFragment('a', 2)]);
    await deleteFragments(database, one.runId, one.token);
    expect(await readAll(readFragmentGroups(database, one.runId, 'tickets'))).to.deep.equal([]);
    expect(await readAll(readFragmentGroups(database, other.runId, 'tickets'))).to.have.length(1);
  });
});

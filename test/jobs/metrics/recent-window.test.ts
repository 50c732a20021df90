import { expect } from 'chai';
import { describe, it } from 'mocha';
import { buildRecentWindow } from '../../../jobs/metrics/recent-window.ts';

const LATE_MS = 100;

/** Counts rows by their times as somebody does who reads at most so many of them at a time. */
const buildReader = (startAt: number, limit: number) => {
  const window = buildRecentWindow(startAt, LATE_MS);
  const counted: number[] = [];
  return {
    counted,
    read: (visible: readonly number[], now: number): void => {
      const rows = visible.filter((at) => at >= window.getFrom()).sort((a, b) => a - b);
      const page = rows.slice(0, limit);
      for (const at of page) if (window.isNew(String(at), at)) counted.push(at);
      window.settle(page.length < rows.length ? (page.at(-1) ?? now) : now, now);
    },
  };
};

describe('the window in which rows are counted', () => {
  it('leaves out what was there before it began, and counts everything else once', () => {
    const { counted, read } = buildReader(1_000, 10);
    read([900, 1_000, 1_010], 1_020);
    read([900, 1_000, 1_010, 1_030], 1_040);
    read([900, 1_000, 1_010, 1_030], 9_000);
    read([900, 1_000, 1_010, 1_030], 9_100);
    expect(counted).to.deep.equal([1_000, 1_010, 1_030]);
  });

  it('counts a row that becomes visible late, after others with later times', () => {
    const { counted, read } = buildReader(1_000, 10);
    read([1_050], 1_060);
    read([1_010, 1_050], 1_100);
    read([1_010, 1_050, 1_020], 1_119);
    expect(counted).to.deep.equal([1_050, 1_010, 1_020]);
  });

  it('counts all of a backlog, however small the pages, and whatever is added meanwhile', () => {
    const { counted, read } = buildReader(0, 3);
    const visible: number[] = [];
    for (let now = 1; now <= 400; now += 1) {
      if (now <= 100) visible.push(now);
      read(visible, now);
    }
    expect(counted).to.deep.equal(Array.from({ length: 100 }, (_, index) => index + 1));
  });
});

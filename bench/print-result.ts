import type { BenchResult, Spread } from './measure.ts';

/** A benchmark as lines of text: each value as its median, with least and most behind it. */
export function printResult({ name, unit, rows }: BenchResult): string {
  const lines = rows.map(({ what, values, target, isMet }) => {
    const shown = Object.entries(values).map(([key, value]) => `${key} ${showValue(value)}`);
    const verdict = target === null ? '' : `  target ${target}: ${showVerdict(isMet)}`;
    return `  ${what.padEnd(30)} ${shown.join('  ')}${verdict}`;
  });
  return `\n${name} (${unit}; median [least … most])\n${lines.join('\n')}\n`;
}

function showVerdict(isMet: boolean | null): string {
  if (isMet === null) return 'not tried';
  return isMet ? 'met' : 'MISSED';
}

function showValue(value: Spread | number | string | null): string {
  if (value === null) return '–';
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return showNumber(value);
  return `${showNumber(value.median)} [${showNumber(value.min)} … ${showNumber(value.max)}]`;
}

function showNumber(value: number): string {
  return value >= 100 ? Math.round(value).toLocaleString('en') : value.toPrecision(3);
}

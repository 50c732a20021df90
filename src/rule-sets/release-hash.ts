import { createHash } from 'node:crypto';
import type { RuleFile } from './read-rule-files.ts';

/** JSON with keys in code-unit order and no blanks: equal content gives equal text. */
export function toCanonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(toCanonicalJson).join(',')}]`;
  if (typeof value === 'object' && value !== null) {
    const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
    return `{${entries.map(([key, entry]) => `${JSON.stringify(key)}:${toCanonicalJson(entry)}`).join(',')}}`;
  }
  return JSON.stringify(value);
}

/** The release: the canonical JSON of all rule files by path, and its SHA-256 in hex. */
export function hashRuleFiles(files: readonly RuleFile[]): { readonly hash: string; readonly content: string } {
  const content = toCanonicalJson(Object.fromEntries(files.map((entry) => [entry.file, entry.json])));
  return { hash: createHash('sha256').update(content).digest('hex'), content };
}

/** The rule files of a stored release. */
export function parseReleaseContent(content: string): readonly RuleFile[] {
  const files: Record<string, unknown> = JSON.parse(content);
  return Object.entries(files).map(([file, json]) => ({ file, json }));
}

import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { type ParseError, parse, printParseErrorCode, visit } from 'jsonc-parser';
import { Failure } from '../domain/failure.ts';
import type { RulesProblem } from './rule-set.ts';

/** One JSON file of `rules/`: its path below that folder with forward slashes, and its content. */
export type RuleFile = { readonly file: string; readonly json: unknown };

/** More than any real rules folder holds; a wrong folder is found before it is read whole. */
const MAX_RULE_FILES = 2_000;

/** Schemas belong to the program, not to the release. */
const SCHEMA_FOLDER = 'schema/';

/**
 * Reads every JSON file below the folder, sorted by path. A file that is no JSON, or that gives a key twice, is a
 * problem; a folder that cannot be read is a Failure.
 */
export async function readRuleFiles(
  folder: string,
): Promise<{ readonly files: readonly RuleFile[]; readonly problems: readonly RulesProblem[] }> {
  const files: RuleFile[] = [];
  const problems: RulesProblem[] = [];
  for (const file of await listRuleFiles(folder)) {
    const text = (await readFile(join(folder, file), 'utf8')).replace(/^\uFEFF/, ''); // Windows editors add a BOM
    const found = findSyntaxProblems(file, text);
    problems.push(...found);
    if (found.length === 0) files.push({ file, json: JSON.parse(text) });
  }
  return { files, problems };
}

async function listRuleFiles(folder: string): Promise<readonly string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch((cause: unknown) => {
    throw new Failure('CONFIGURATION', {
      message: `the rules folder "${folder}" cannot be read`,
      action: 'give the folder that holds parameters/, reference/ and ticket/ with --rules',
      cause,
    });
  });
  const files = entries
    .filter((entry) => entry.isFile() && entry.name.endsWith('.json'))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .filter((file) => !file.startsWith(SCHEMA_FOLDER));
  if (files.length === 0 || files.length > MAX_RULE_FILES) {
    throw new Failure('CONFIGURATION', {
      message: `the rules folder "${folder}" holds ${files.length} JSON files; 1 to ${MAX_RULE_FILES} are allowed`,
      action: 'give the folder that holds parameters/, reference/ and ticket/ with --rules',
    });
  }
  return files.sort();
}

/** JSON.parse keeps the last of two equal keys without a word; that would be a rule that nobody sees. */
function findSyntaxProblems(file: string, text: string): readonly RulesProblem[] {
  const errors: ParseError[] = [];
  parse(text, errors, { disallowComments: true, allowTrailingComma: false });
  if (errors.length > 0) {
    return errors.map((error) => ({
      file,
      pointer: '',
      seen: `${printParseErrorCode(error.error)} in line ${countLine(text, error.offset)}`,
      allowed: 'valid JSON: text in double quotes, no comments, no comma after the last entry',
    }));
  }
  return findDuplicateKeys(file, text);
}

function findDuplicateKeys(file: string, text: string): readonly RulesProblem[] {
  const problems: RulesProblem[] = [];
  const open: Set<string>[] = [];
  visit(text, {
    onObjectBegin: () => void open.push(new Set()),
    onObjectEnd: () => void open.pop(),
    onObjectProperty: (key, _offset, _length, startLine, _startCharacter, pathSupplier) => {
      const keys = open.at(-1);
      if (keys?.has(key)) {
        const pointer = [...pathSupplier(), key].map((part) => `/${part}`).join('');
        problems.push({
          file,
          pointer,
          seen: `the key "${key}" a second time, in line ${startLine + 1}`,
          allowed: 'each key once',
        });
      }
      keys?.add(key);
    },
  });
  return problems;
}

function countLine(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}

import { buildRelease, type LoadedRelease, type Release } from '../../src/rule-sets/load-release.ts';
import { readRuleFiles } from '../../src/rule-sets/read-rule-files.ts';
import type { RulesProblem } from '../../src/rule-sets/rule-set.ts';
import { RULES_CONTRACT, RULES_FOLDER } from './shipped-release.ts';

/** Finds the value at a path of a JSON tree; tests change rules by path because rules are data. */
type Path = readonly (string | number)[];

/** One change to one file of the shipped rules: the value at the path becomes `value`; undefined removes it. */
export type RulesChange = { readonly file: string; readonly path: Path; readonly value: unknown };

const { files } = await readRuleFiles(RULES_FOLDER);

/** The shipped rules with some changes, loaded. */
export function loadChangedRules(changes: readonly RulesChange[]): LoadedRelease<unknown> {
  const changed = files
    .map(({ file, json }) => {
      const own = changes.filter((change) => change.file === file);
      return {
        file,
        json: own.reduce((tree, change) => setAt(tree, change.path, change.value), structuredClone(json)),
      };
    })
    .concat(
      changes
        .filter((change) => change.path.length === 0 && !files.some((each) => each.file === change.file))
        .map((change) => ({ file: change.file, json: change.value })),
    );
  return buildRelease<unknown>(changed, RULES_CONTRACT);
}

/** The release of changed rules; fails where they have problems. */
export function getChangedRelease(...changes: readonly RulesChange[]): Release<unknown> {
  const loaded = loadChangedRules(changes);
  if ('release' in loaded) return loaded.release;
  throw new Error(JSON.stringify(loaded.problems, null, 2));
}

/** The problems of changed rules; empty where there are none. */
export function findProblems(...changes: readonly RulesChange[]): readonly RulesProblem[] {
  const loaded = loadChangedRules(changes);
  return 'problems' in loaded ? loaded.problems : [];
}

/** What the shipped rules hold at a path, to build a change from. */
export function readShipped(file: string, path: Path): unknown {
  return path.reduce<unknown>(readKey, files.find((each) => each.file === file)?.json);
}

function readKey(tree: unknown, key: string | number): unknown {
  return typeof tree === 'object' && tree !== null ? Reflect.get(tree, key) : undefined;
}

function setAt(tree: unknown, path: Path, value: unknown): unknown {
  const [key, ...rest] = path;
  if (key === undefined) return value;
  if (Array.isArray(tree)) {
    const index = key === '+' ? tree.length : Number(key);
    const item = setAt(tree[index], rest, value);
    return item === undefined
      ? tree.filter((_, at) => at !== index)
      : [...tree.slice(0, index), item, ...tree.slice(index + 1)];
  }
  const item = setAt(readKey(tree, key), rest, value);
  const others = Object.entries(tree ?? {}).filter(([name]) => name !== String(key));
  return Object.fromEntries(item === undefined ? others : [...others, [String(key), item]]);
}

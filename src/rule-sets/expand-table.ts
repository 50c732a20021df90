import { readValidity } from './check-dates.ts';
import { checkRowShape } from './check-shape.ts';
import type { RawRow, RawTable } from './raw-rule-files.ts';
import type { Condition, Rule, RulesProblem } from './rule-set.ts';

/** In a row, this input matters not. */
const ANY = '-';

/**
 * Expands a decision table to rules without loss: a row is a rule whose conditions are its inputs. Earlier rows have
 * the higher priority. Rows of the wrong shape or width are problems and expand to nothing.
 */
export function expandTable(
  table: RawTable,
  file: string,
): { readonly rules: readonly Rule[]; readonly problems: readonly RulesProblem[] } {
  const rules: Rule[] = [];
  const problems: RulesProblem[] = [];
  table.rows.forEach((json, index) => {
    const pointer = `/table/rows/${index}`;
    const shape = checkRowShape(json, file, pointer);
    const found = 'problems' in shape ? shape.problems : checkWidth(shape.value, table, file, pointer);
    problems.push(...found);
    if ('value' in shape && found.length === 0) {
      rules.push(expandRow(shape.value, table, { pointer, priority: table.rows.length - index }));
    }
  });
  return { rules, problems };
}

/** The pointer into the row from which a part of the expanded rule came, for messages. */
export function toRowPointer(pointer: string, table: RawTable, row: RawRow): string {
  const input = /^(\/table\/rows\/\d+)\/conditions\/all\/(\d+)/.exec(pointer);
  if (input !== null) {
    const columns = row.in.map((_, index) => index).filter((index) => row.in[index] !== ANY);
    return `${input[1]}/in/${columns[Number(input[2])]}`;
  }
  const output = /^(\/table\/rows\/\d+)\/event\/params\/(.+)$/.exec(pointer);
  return output === null ? pointer : `${output[1]}/out/${table.outputs.indexOf(output[2] ?? '')}`;
}

function expandRow(row: RawRow, table: RawTable, at: { readonly pointer: string; readonly priority: number }): Rule {
  const conditions: Condition[] = [];
  table.inputs.forEach((input, index) => {
    const value = row.in[index];
    if (value !== undefined && value !== ANY) conditions.push({ ...input, value });
  });
  const params = Object.fromEntries(table.outputs.map((output, index) => [output, row.out[index] ?? null]));
  return {
    name: row.name,
    title: row.title ?? { vi: row.name, en: row.name },
    priority: at.priority,
    reference: row.reference,
    scope: row.scope ?? {},
    ...readValidity(row),
    conditions: { all: conditions },
    event: { type: table.event, params },
    pointer: at.pointer,
  };
}

function checkWidth(row: RawRow, table: RawTable, file: string, pointer: string): readonly RulesProblem[] {
  const problems: RulesProblem[] = [];
  if (row.in.length !== table.inputs.length) {
    const seen = `${row.in.length} values in "in"`;
    problems.push({ file, pointer: `${pointer}/in`, seen, allowed: `${table.inputs.length}, one for each input` });
  }
  if (row.out.length !== table.outputs.length) {
    const seen = `${row.out.length} values in "out"`;
    problems.push({ file, pointer: `${pointer}/out`, seen, allowed: `${table.outputs.length}, one for each output` });
  }
  if (row.in.every((value) => value === ANY)) {
    const seen = 'a row in which no input matters';
    problems.push({ file, pointer: `${pointer}/in`, seen, allowed: 'at least one input; use "default" for the rest' });
  }
  return problems;
}

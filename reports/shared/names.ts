/** Vietnamese display names of units and products by code. */
export type Names = ReadonlyMap<string, string>;

/** The display name of a code; the code itself where it has none. */
export function toName(code: string | null, names: Names): string | null {
  return code === null ? null : (names.get(code) ?? code);
}

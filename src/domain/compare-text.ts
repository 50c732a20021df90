/** Order of ids and codes, the same everywhere: by code units, as the store has them. */
export function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

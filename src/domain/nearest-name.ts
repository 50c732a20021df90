/** The known name that a misspelt one most likely means; undefined when none is near. */
export function findNearestName(seen: string, known: readonly string[]): string | undefined {
  const limit = seen.length <= 3 ? 1 : Math.max(2, Math.floor(seen.length / 3));
  let nearest: string | undefined;
  let nearestDistance = limit + 1;
  for (const name of known) {
    const distance = measureEditDistance(seen.toLowerCase(), name.toLowerCase());
    if (distance < nearestDistance) [nearest, nearestDistance] = [name, distance];
  }
  return nearest;
}

/** Lists what is allowed, with the likely meaning of a misspelt name first. */
export function describeAllowedNames(seen: string, known: readonly string[]): string {
  const nearest = findNearestName(seen, known);
  const list = known.length === 0 ? 'none' : [...known].sort().join(', ');
  return nearest === undefined ? `one of: ${list}` : `did you mean "${nearest}"? Allowed: ${list}`;
}

/** Levenshtein distance, row by row. */
function measureEditDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const current = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const substitution = (previous[j - 1] ?? 0) + Number(a[i - 1] !== b[j - 1]);
      current.push(Math.min((previous[j] ?? 0) + 1, (current[j - 1] ?? 0) + 1, substitution));
    }
    previous = current;
  }
  return previous[b.length] ?? 0;
}

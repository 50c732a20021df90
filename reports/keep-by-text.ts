/** Results that are kept at most; then all are forgotten, because a sorted list goes on to other texts. */
const MAX_KEPT = 4_096;

/** Makes a function that works the result for a text out once, as long as it is kept; lists have the same few texts. */
export function keepByText<Result extends object | number>(
  workOut: (text: string) => Result,
): (text: string) => Result {
  const kept = new Map<string, Result>();
  return (text) => {
    const known = kept.get(text);
    if (known !== undefined) return known;
    if (kept.size === MAX_KEPT) kept.clear();
    const result = workOut(text);
    kept.set(text, result);
    return result;
  };
}

/** What stands for values beyond the limit. */
const OTHER = 'other';

/**
 * Lets only so many different values of a label through, those that come first; all others become "other". Each value is
 * a time series that Prometheus keeps, and what is in the database may be made by rules that nobody has thought of yet.
 */
export function buildLabelLimit(limit: number, known: readonly string[] = []): (value: string) => string {
  const values = new Set(known);
  return (value) => {
    if (values.has(value)) return value;
    if (values.size >= limit) return OTHER;
    values.add(value);
    return value;
  };
}

/** Parses JSON that this program stored itself, so its shape is known from the table that it came from. */
export function parseStoredJson<T>(text: string): T {
  const value: T = JSON.parse(text);
  return value;
}

/** What a message shows of a value. */
const MAX_SHOWN_CHARS = 80;

/** A value as a message can show it: cut to a readable length, and without signs that no report can print. */
export function showValue(value: string, maxChars: number = MAX_SHOWN_CHARS): string {
  const cut = value.length <= maxChars ? value : `${value.slice(0, maxChars - 1)}…`;
  return cut.replace(/[\p{Cc}\p{Cs}]/gu, '\ufffd');
}

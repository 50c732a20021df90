/** Columns of ids hold so many characters. */
const MAX_ID_LENGTH = 100;

/**
 * Control characters sort before a blank, but MySQL compares as if blanks followed the shorter text; SQLite cuts a text
 * at NUL when it is read.
 */
const CONTROL_CHARACTER = /\p{Cc}/u;

/** Most ids have no other characters, and need no second look. */
const PLAIN_ID = /^[\w./-]+$/;

/**
 * Makes sure that an id is the same, and sorts the same, in every database. Intake has rejected others; so this is an
 * assertion, and its message does not show the id.
 */
export function assertStorableId(id: string): void {
  const isStorable =
    id.length <= MAX_ID_LENGTH &&
    (PLAIN_ID.test(id) || (id.length > 0 && id === id.trim() && !CONTROL_CHARACTER.test(id) && isWellFormed(id)));
  if (!isStorable) throw new Error(`an id of ${id.length} characters cannot be stored as it is`);
}

/** False when half of a surrogate pair stands alone: no database can keep it. */
function isWellFormed(text: string): boolean {
  return !/\p{Surrogate}/u.test(text);
}

/** Far more than a person reads, and far less than a column takes, which would refuse the reason altogether. */
const MAX_MESSAGE_CHARACTERS = 4_000;

/** The columns that say why something failed; the end of a very long message is left out. */
export function toFailureColumns({ code, message }: { readonly code: string; readonly message: string }): {
  readonly failure_code: string;
  readonly failure_message: string;
} {
  const isLong = message.length > MAX_MESSAGE_CHARACTERS;
  return { failure_code: code, failure_message: isLong ? `${message.slice(0, MAX_MESSAGE_CHARACTERS)} …` : message };
}

import type { InputFile } from '../intake/input-file.ts';

/** The name of the file that was given for an input; the name of the input where none was. */
export function findFileName(files: readonly InputFile[], input: string): string {
  return files.find((file) => file.input === input)?.fileName ?? input;
}

import { Failure } from '../domain/failure.ts';

/** What may be told of an error: the words of a failure; of anything else only what kind of fault it is. */
export function describeReason(error: unknown): { readonly code: string; readonly message: string } {
  if (error instanceof Failure) return { code: error.code, message: error.message };
  const kind = error instanceof Error ? error.name : typeof error;
  return {
    code: 'UNEXPECTED',
    message: `an unexpected error of the program (${kind}); the log of the worker tells more`,
  };
}

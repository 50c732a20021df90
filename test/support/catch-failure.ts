import { Failure } from '../../src/domain/failure.ts';

/** The failure that the work ends with; an error where it ends well or in another way. */
export async function catchFailure(work: () => Promise<unknown>): Promise<Failure> {
  try {
    await work();
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
  throw new Error('no failure came up');
}

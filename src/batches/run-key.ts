import { createHash } from 'node:crypto';
import { toCanonicalJson } from '../rule-sets/release-hash.ts';

/** What makes two runs the same run. */
export type RunIdentity = {
  readonly kind: string;
  readonly asOf: string;
  readonly release: string;
  readonly mapping: string | null;
  readonly inputs: readonly { readonly input: string; readonly sha256: string }[];
};

/** The run key (SHA-256 in hex) and the run id that comes of it: `<kind>-<16 hex digits>`. */
export function buildRunKey(identity: RunIdentity): { readonly runKey: string; readonly runId: string } {
  const { kind, asOf, release, mapping } = identity;
  const inputs = identity.inputs.map(({ input, sha256 }) => ({ input, sha256 }));
  const runKey = createHash('sha256').update(toCanonicalJson({ kind, asOf, release, mapping, inputs })).digest('hex');
  return { runKey, runId: `${kind}-${runKey.slice(0, 16)}` };
}

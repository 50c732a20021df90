import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { crc32 } from 'node:zlib';

/**
 * Lets yazl (3.3.1) take the checksums of its parts from Node, which has them in machine code: byte by byte in JavaScript
 * they take a third as long as compressing does. Whatever yazl does not have as expected stops the program.
 */
export function useNativeChecksum(): void {
  const requireAsYazl = createRequire(import.meta.resolve('yazl'));
  const checksum: unknown = requireAsYazl('buffer-crc32');
  assert(typeof checksum === 'function' && 'unsigned' in checksum, 'yazl makes checksums in another way than 3.3.1');
  checksum.unsigned = (bytes: Uint8Array, before?: number): number => crc32(bytes, before);
}

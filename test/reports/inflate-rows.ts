import { constants, inflateRawSync } from 'node:zlib';
import type { RowBlock } from '../../reports/report-model.ts';

/** The XML of rows, whether they were compressed already or not. */
export function inflateRows({ xml }: RowBlock): Buffer {
  if (xml instanceof Uint8Array) return Buffer.from(xml);
  return inflateRawSync(xml.deflated, { finishFlush: constants.Z_SYNC_FLUSH });
}

import { COLLECTION_READER } from './debt/collection-text.ts';
import { INVOICE_READER } from './debt/invoice-text.ts';
import { buildNamedReader, type DecisionReader } from './decision-reader.ts';

/** A decision, or its details, of any kind. */
type AnyRow = Readonly<Record<string, unknown>>;
type AnyReader = DecisionReader<AnyRow, AnyRow>;

const NAMED: AnyReader = buildNamedReader();

/** Kinds of runs whose decisions are stored without names, by subject: their number is that of the open invoices. */
const READERS: Readonly<Record<string, Readonly<Record<string, AnyReader>>>> = {
  debt: { contract: COLLECTION_READER, invoice: INVOICE_READER },
};

/** What reads the decisions about one kind of subject in runs of one kind, for whoever shows decisions of all kinds. */
export function findDecisionReader(kind: string, subject: string): AnyReader {
  return READERS[kind]?.[subject] ?? NAMED;
}

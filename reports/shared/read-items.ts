/** Streams the items that the records of a stream have, record after record. */
export async function* readItems<Source, Item>(
  records: AsyncIterable<Source>,
  toItems: (record: Source) => Iterable<Item>,
): AsyncGenerator<Item> {
  for await (const record of records) yield* toItems(record);
}

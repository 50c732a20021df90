/**
 * From here on invoices and payments stand in the table of records without the names of their fields. No table changes:
 * programs before 0.5 would take such a record for one without an id, and refuse a database with a migration that they do
 * not know.
 */
export async function up(): Promise<void> {}

/**
 * From here on decisions of debt runs stand in their table without the names of their fields. No table changes: programs
 * before 0.7 would take such a decision for one without an id, and refuse a database with a migration that they do not
 * know.
 */
export async function up(): Promise<void> {}

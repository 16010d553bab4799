import type { Convention } from '../convention.ts';
import type { MigrationFile, MigrationText } from '../migration.ts';

/** Reads migrations in Python, TypeScript and JavaScript without running anything. */
export interface CodeReader {
	/** Returns a code migration as read. What the language's grammar refuses becomes a problem; the rest is read. */
	read(convention: Convention, file: MigrationFile, text: string): MigrationText;
}

import type { CodeReader } from './code/code-reader.ts';
import type { Convention, ReadMigration } from './convention.ts';
import { readSqlMigration } from './read-sql-migration.ts';

/** A code migration was to be read without a code reader: the caller did not load one. */
export class CodeReaderMissing extends Error {
	constructor(fileName: string) {
		super(
			`${fileName} is code, and its migration reader was made without a code reader. Load one with loadCodeReader().`,
		);
		this.name = 'CodeReaderMissing';
	}
}

/**
 * Returns what reads the migrations of a directory of this convention. Reading never throws for what stands in a file.
 * @throws CodeReaderMissing when a code migration is read and `code` was not given
 */
export function migrationReader(convention: Convention, code?: CodeReader): ReadMigration {
	return (file, text, downgradeText) => {
		if (file.language === 'sql') return readSqlMigration(convention, file, text, downgradeText);
		if (code === undefined) throw new CodeReaderMissing(file.fileName);
		return code.read(convention, file, text);
	};
}

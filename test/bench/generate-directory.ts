import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const TABLES_IN_A_FILE = 6;
const LINES_OF_A_TABLE = 5;

/** Writes a project of `count` PostgreSQL migrations below `folder`, each with six CREATE TABLE and six ADD COLUMN. */
export function generateDirectory(folder: string, count: number): void {
	const migrations = path.join(folder, 'migrations');
	mkdirSync(migrations, { recursive: true });
	for (let number = 1; number <= count; number++) {
		const tables = Array.from({ length: TABLES_IN_A_FILE }, (_, at) => `step_${number}_${at}`);
		const added = tables.map((table) => `ALTER TABLE ${table} ADD COLUMN note text;\n`);
		writeFileSync(path.join(migrations, migrationName(number)), [...tables.map(createTable), ...added].join(''));
	}
}

/** Writes a project of one PostgreSQL migration with `lines` lines of CREATE TABLE. */
export function generateLongFile(folder: string, lines: number): void {
	const migrations = path.join(folder, 'migrations');
	mkdirSync(migrations, { recursive: true });
	const tables = Array.from({ length: lines / LINES_OF_A_TABLE }, (_, at) => createTable(`long_${at}`));
	writeFileSync(path.join(migrations, migrationName(1)), tables.join(''));
}

/** Returns the file name of a generated migration. */
export function migrationName(number: number): string {
	return `${String(number).padStart(4, '0')}_step.sql`;
}

function createTable(name: string): string {
	return `CREATE TABLE ${name} (
	id bigint PRIMARY KEY,
	name text NOT NULL,
	created_at timestamptz NOT NULL DEFAULT now()
);
`;
}

import type { Connection, QueryResult, Value } from '../../database/connection.ts';
import { DatabaseError } from '../../database/database-error.ts';
import { groupBy } from '../../sql/group-by.ts';
import { readCounters, restoreCounters } from './autoincrement.ts';
import type { TransactionRules, Violation, Violations } from './transaction-rules.ts';

/**
 * SQLite: BEGIN IMMEDIATE keeps all other writers out, so the ledger needs no lock of its own. Foreign keys can only be
 * switched outside a transaction (https://sqlite.org/pragma.html#pragma_foreign_keys); they are off while a migration
 * runs, so that rebuilding a table deletes no children, and checked before COMMIT
 * (https://sqlite.org/lang_altertable.html#otheralter).
 */
export const sqliteRules: TransactionRules = {
	async begin(connection, { enforceForeignKeys }) {
		await connection.query('PRAGMA legacy_alter_table = OFF');
		// `begin` itself switches enforcement off.
		if (!enforceForeignKeys) return connection.begin('write');
		await connection.query('PRAGMA foreign_keys = ON');
		await connection.query('BEGIN IMMEDIATE');
	},
	async lockLedger() {
		// BEGIN IMMEDIATE did it.
	},
	async schemaMark(connection) {
		const { rows } = await connection.query('PRAGMA schema_version');
		return String(rows[0]?.[0]);
	},
	async writersMark(connection) {
		// https://www.sqlite.org/pragma.html#pragma_data_version
		const { rows } = await connection.query('PRAGMA data_version');
		return String(rows[0]?.[0]);
	},
	violations: foreignKeyViolations,
	async keepingCounters(connection, work) {
		const counters = await readCounters(connection);
		const result = await work();
		await restoreCounters(connection, counters);
		return result;
	},
	async checkDeferred() {
		// Enforcement is off, and `violations` looks for what COMMIT would refuse.
	},
	async beforeLoneStatement() {
		// Nothing stands in its way.
	},
	async afterLoneStatement() {
		// Nothing was set.
	},
	async beforeEntry() {
		// SQLite has no roles.
	},
	async reset(connection) {
		await connection.query('PRAGMA foreign_keys = OFF');
		await connection.query('PRAGMA legacy_alter_table = OFF');
		await connection.query('PRAGMA defer_foreign_keys = OFF');
	},
	async transactionMark() {
		// COMMIT of a file cannot get lost on the way.
		return undefined;
	},
	async wasCommitted() {
		return undefined;
	},
};

async function foreignKeyViolations(connection: Connection): Promise<Violations> {
	const tables = await connection.query(
		// Every foreign key has this word in its table's definition; the others have nothing to be checked.
		"SELECT name, sql FROM main.sqlite_schema WHERE type = 'table' AND sql LIKE '%references%'",
	);
	if (tables.rows.length === 0) return { byTable: new Map() };
	const found = (await violationsInAll(connection)) ?? (await violationsInEach(connection, tables.rows));
	return {
		byTable: new Map(
			tables.rows.map(([name, sql]) => [
				String(name),
				{ shape: String(sql), violations: found.get(String(name)) ?? [] },
			]),
		),
	};
}

type ByTable = ReadonlyMap<string, readonly Violation[]>;

/** Undefined where one foreign key cannot be checked, for SQLite checks none then. */
async function violationsInAll(connection: Connection): Promise<ByTable | undefined> {
	try {
		const { rows } = await connection.query('PRAGMA main.foreign_key_check');
		return new Map(
			[...groupBy(rows, ([table]) => String(table))].map(([table, ofTable]) => [table, ofTable.map(violationOf)]),
		);
	} catch (error) {
		if (!(error instanceof DatabaseError)) throw error;
		return undefined;
	}
}

async function violationsInEach(connection: Connection, tables: QueryResult['rows']): Promise<ByTable> {
	const byTable = new Map<string, readonly Violation[]>();
	for (const [name] of tables) byTable.set(String(name), await violationsIn(connection, String(name)));
	return byTable;
}

async function violationsIn(connection: Connection, table: string): Promise<readonly Violation[]> {
	try {
		return (await connection.query(`PRAGMA main.foreign_key_check('${table.replaceAll("'", "''")}')`)).rows.map(
			violationOf,
		);
	} catch (error) {
		// A foreign key whose parent has no such unique columns cannot be checked: that is a fault of its own.
		if (!(error instanceof DatabaseError)) throw error;
		return [{ key: error.message, message: `${table}: ${error.message}.` }];
	}
}

/** https://www.sqlite.org/pragma.html#pragma_foreign_key_check: a row without a rowid has NULL for it. */
function violationOf([table, rowid, parent, number]: readonly Value[]): Violation {
	return {
		key: `${rowid} ${parent} ${number}`,
		message: `A row of ${table}${rowid === null ? '' : ` (rowid ${rowid})`} refers to a row of ${parent} that is not there.`,
	};
}

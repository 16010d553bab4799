import { openPglite } from '../../database/postgresql/open-pglite.ts';
import { openSqlite } from '../../database/sqlite/open-sqlite.ts';
import { loadCodeReader } from '../../migration/code/load-code-reader.ts';
import { plain } from '../../migration/conventions/plain.ts';
import type { MigrationFile, ScriptLanguage } from '../../migration/migration.ts';
import { migrationReader } from '../../migration/migration-reader.ts';
import { loadDialect } from '../../sql/dialects.ts';
import { type Assets, findAssets } from '../assets.ts';

/** Something that ships with Plumbline did not do its work. */
class SelfCheckError extends Error {
	override readonly name = 'SelfCheckError';
}

/**
 * Uses everything that a bundle cannot hold in itself once: both parsers, SQLite, embedded PostgreSQL with an extension, and the grammars
 * for code. Returns what was proved, by name.
 */
export async function selfCheck(): Promise<Readonly<Record<string, string>>> {
	const assets = findAssets();
	return {
		postgresql: await checkParser(),
		sqlite: await checkSqlite(assets),
		pglite: await checkPglite(assets),
		python: await checkCode(assets, 'python', 'def upgrade(conn):\n    conn.execute("SELECT 1")\n'),
		typescript: await checkCode(
			assets,
			'typescript',
			'export async function up(db) {\n\tawait db.query(`SELECT 1`);\n}\n',
		),
	};
}

async function checkParser(): Promise<string> {
	const dialect = await loadDialect('postgresql');
	const [statement] = dialect.read('CREATE INDEX CONCURRENTLY i ON t (c)');
	if (statement?.kind !== 'create index' || statement.transactional)
		throw new SelfCheckError('The PostgreSQL parser misreads SQL.');
	return `parses ${dialect.label}`;
}

async function checkSqlite({ sqliteBinding }: Assets): Promise<string> {
	const connection = await openSqlite(
		':memory:',
		'create',
		sqliteBinding === undefined ? {} : { nativeBinding: sqliteBinding },
	);
	try {
		const { rows } = await connection.query("SELECT 'it' || ' works'");
		if (rows[0]?.[0] !== 'it works') throw new SelfCheckError('SQLite answers wrongly.');
		return `SQLite ${connection.version}`;
	} finally {
		await connection.close();
	}
}

async function checkPglite({ pglite }: Assets): Promise<string> {
	const connection = await openPglite({ extensions: ['pg_trgm'], ...(pglite !== undefined && { assets: pglite }) });
	try {
		await connection.query('CREATE EXTENSION pg_trgm');
		const { rows } = await connection.query("SELECT similarity('plumb', 'plumbline') > 0");
		if (rows[0]?.[0] !== true) throw new SelfCheckError('Embedded PostgreSQL answers wrongly.');
		return `PostgreSQL ${connection.version} with pg_trgm`;
	} finally {
		await connection.close();
	}
}

async function checkCode({ treeSitter }: Assets, language: ScriptLanguage, source: string): Promise<string> {
	const file: MigrationFile = {
		uri: 'file:///001_check',
		fileName: '001_check',
		version: '001',
		name: 'check',
		language,
	};
	const text = migrationReader(plain, await loadCodeReader(treeSitter))(file, source);
	const [fragment] = text.upgrade?.fragments ?? [];
	if (fragment?.text !== 'SELECT 1') throw new SelfCheckError(`The grammar for ${language} misreads a migration.`);
	return 'reads the SQL in code';
}

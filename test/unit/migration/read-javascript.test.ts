import assert from 'node:assert/strict';
import { upDown } from '../../../src/migration/conventions/up-down.ts';
import { readCode, sqlOf } from '../../support/read-code.ts';

function read(text: string, fileName = '001_a.ts') {
	return readCode(text, fileName);
}

/** The SQL of `up(db)` with this body. */
function upOf(...lines: readonly string[]): readonly string[] | undefined {
	return sqlOf(read(`export async function up(db) {\n${lines.join('\n')}\n}\n`).upgrade);
}

describe('reading a TypeScript or JavaScript migration', () => {
	const shapes: Readonly<Record<string, string>> = {
		'export function': 'export function up(db) { db.exec("A") }\nexport function down(db) { db.exec("B") }',
		'export async function with types':
			'export async function up(db: Database): Promise<void> { await db.exec("A") }\nexport async function down({ db }: X) { await db.exec("B") }',
		'export const':
			'export const up = async (db) => { await db.exec("A"); };\nexport const down = (db) => db.exec("B");',
		'export const with a type':
			'export const up: Migration = (db) => db.exec("A");\nexport const down: M = db => db.exec("B")',
		'an export list':
			'function go(db) { db.exec("A") }\nconst down = (db) => db.exec("B");\nexport { go as up, down };',
		'export default': 'export default { up(db) { db.exec("A") }, down: async (db) => { await db.exec("B") } }',
		'a default name':
			'const m = { up(db) { db.exec("A") }, down(db) { db.exec("B") } } satisfies Migration;\nexport default m;',
		exports: 'exports.up = function (db) { return db.exec("A") };\nexports.down = (db) => db.exec("B");',
		'module.exports':
			'async function up(db) { await db.exec("A") }\nmodule.exports = { up, down: (db) => db.exec("B") };',
		'a class':
			'export class A1 implements M { name = "a"; async up(db: Q) { await db.exec("A") } down(db: Q) { db.exec("B") } }',
		'upgrade and downgrade': 'export const upgrade = (db) => db.exec("A"), downgrade = (db) => db.exec("B");',
	};
	for (const [shape, text] of Object.entries(shapes)) {
		it(`finds both parts in the shape of ${shape}`, () => {
			const migration = read(text);
			assert.deepEqual(migration.problems, []);
			assert.deepEqual([sqlOf(migration.upgrade), sqlOf(migration.downgrade)], [['A'], ['B']]);
			const { start, end } = migration.upgrade?.functionName?.range ?? { start: 0, end: 0 };
			assert.match(text.slice(start, end), /^up(?:grade)?$/);
		});
	}

	it('finds them in JavaScript, TSX and CommonJS files', () => {
		for (const name of ['001_a.js', '001_a.mjs', '001_a.cjs', '001_a.tsx', '001_a.jsx', '001_a.mts']) {
			assert.deepEqual(sqlOf(read('exports.up = (db) => db.exec("A");', name).upgrade), ['A'], name);
		}
	});

	it('takes only the names of the convention', () => {
		const text = 'export function upgrade(db) { db.exec("A") }';
		assert.equal(readCode(text, '001_a.ts', upDown).upgrade, undefined);
		const [found] = read('export function migrate(db) {}').functions;
		assert.equal(found?.name, 'migrate');
	});

	it('names every use of a function, and nothing else of its name', () => {
		const text =
			'function migrate() {}\nx.migrate = { migrate: 1 };\nexports.migrate = migrate;\nexports.migrate();\n// migrate';
		const [found] = read(text, '001_a.js').functions;
		assert.equal(text.slice(found?.range.start, found?.range.end), 'migrate');
		assert.deepEqual(
			found?.uses.map(({ start }) => text.slice(0, start).split('\n').length),
			[1, 3, 4],
		);
		const methods = read('class X { migrate() {} }\nexport default X; migrate();').functions;
		assert.deepEqual(methods[0]?.uses, []);
	});

	it('knows functions that do nothing', () => {
		for (const text of [
			'export function up() {}',
			'export const up = () => {}',
			'export function up() { "use strict"; return; }',
		]) {
			assert.equal(read(text).upgrade?.empty, true, text);
		}
		assert.equal(read('export function up(db) { db.exec("A") }').upgrade?.empty, false);
		assert.equal(read('export function up() { throw new Error("A") }').upgrade?.empty, false);
	});

	it('does not know what comes from elsewhere', () => {
		assert.deepEqual(sqlOf(read('export { up } from "./base.ts";').upgrade), ['…']);
		assert.deepEqual(sqlOf(read('import { up } from "./base.ts"; export { up };').upgrade), ['…']);
		assert.deepEqual(sqlOf(read('export const up = makeUp("a");').upgrade), ['…']);
	});

	const strings: readonly (readonly [written: string, text: string])[] = [
		["'SELECT 1'", 'SELECT 1'],
		['`SELECT\n  1`', 'SELECT\n  1'],
		['"SELECT " + "1" + `, 2`', 'SELECT 1, 2'],
		['`DROP TABLE ${name}`', 'DROP TABLE xxxxxxx'],
		['"DROP TABLE " + name', 'DROP TABLE xxxx'],
		[String.raw`'SELECT \'a\' \x41\u00e4\u{1F600}\ud83d\ude00\q\101'`, "SELECT 'a' Aä😀😀qA"],
		['"SELECT \\\n1"', 'SELECT 1'],
		['"SELECT \\\r\n1"', 'SELECT 1'],
		['String.raw`SELECT "\\n"`', 'SELECT "\\n"'],
		['`SELECT \\`a\\``', 'SELECT `a`'],
		['("SELECT 1" as string)!', 'SELECT 1'],
		['sql`SELECT ${1}`', 'SELECT xxxx'],
		['sql.raw("SELECT 1").trim()', 'SELECT 1'],
	];
	for (const [written, text] of strings) {
		it(`reads ${written}`, () => assert.deepEqual(upOf(`await db.execute(${written});`), [text]));
	}

	const calls: Readonly<Record<string, string>> = {
		query: 'await client.query("SELECT 1");',
		exec: 'db.exec("SELECT 1")',
		raw: 'await knex.raw("SELECT 1")',
		'schema.raw': 'return db.schema.raw("SELECT 1");',
		'pgm.sql': 'pgm.sql("SELECT 1")',
		'prepare and run': 'db.prepare("SELECT 1").run(1);',
		run: 'await db.run("SELECT 1", [1]);',
		'a tagged connection': 'await db`SELECT 1`;',
		"Kysely's execute": 'await sql`SELECT 1`.execute(db);',
		queryRunner: 'await this.queryRunner.query(`SELECT 1`)',
		'something of an unknown name': 'await q.query("SELECT 1")',
		'a constant': 'const s = "SELECT 1"; await db.query(s);',
		'a transaction': 'await db.transaction(async (tx) => { await tx.execute("SELECT 1"); });',
		serialize: 'db.serialize(() => { db.run("SELECT 1"); });',
		'a loop': 'for (const s of ["SELECT 1"]) await db.query(s);',
		forEach: '["SELECT 1"].forEach((s) => db.exec(s));',
		'a try that throws again': 'try { db.exec("SELECT 1"); } catch (e) { console.error(e); throw e; }',
		'a guard that throws': 'if (!db) { throw new Error("a"); }\ndb.exec("SELECT 1");',
	};
	for (const [what, line] of Object.entries(calls)) {
		it(`reads ${what}`, () => assert.deepEqual(upOf(line), ['SELECT 1']));
	}

	const conditional: Readonly<Record<string, string>> = {
		if: 'if (x) db.exec("A"); ',
		else: 'if (x) {} else { db.exec("A") }',
		'an early return': 'if (x) return;\ndb.exec("A")',
		'a try that goes on': 'try { db.exec("A") } catch {}',
		'a loop over rows': 'for (const row of rows) db.exec("A")',
		for: 'for (let i = 0; i < n; i++) { db.exec("A") }',
		while: 'while (x) db.exec("A")',
		'&&': 'x && db.exec("A")',
		'?:': 'x ? db.exec("A") : null',
		switch: 'switch (x) { case 1: db.exec("A"); break; default: }',
		'forEach over rows': 'rows.forEach((row) => db.exec("A"))',
	};
	for (const [what, line] of Object.entries(conditional)) {
		it(`knows that ${what} decides at run time`, () => assert.deepEqual(upOf(line), ['? A']));
	}

	it('goes on as before behind a switch', () => {
		assert.deepEqual(upOf('switch (x) { case 1: db.exec("A"); break; }\ndb.exec("B");'), ['? A', 'B']);
	});

	const opaque: Readonly<Record<string, string>> = {
		'a text built at run time': 'await db.query(build());',
		'a file that is read': 'db.exec(readFileSync("a.sql", "utf8"));',
		'a template that is all hole': 'await db.query(`${text}`);',
		'a schema builder': 'await db.schema.createTable("a", (t) => { t.increments(); });',
		"Kysely's builder": 'await db.schema.createTable("a").addColumn("b", "integer").execute();',
		'a connection that is handed on': 'await apply(db);',
		'a thing made of it': 'const m = new Migrator(db);',
		'SQL that is handed on': 'await runSql("CREATE TABLE a (b)");',
	};
	for (const [what, line] of Object.entries(opaque)) {
		it(`does not follow ${what}`, () => assert.deepEqual(upOf(line), ['…']));
	}

	it('takes texts for SQL only where they are', () => {
		const lines = [
			'const a = map.get("key");',
			'await fetch("https://localhost");',
			'/a/.exec("text");',
			'await Promise.all([]);',
		];
		assert.deepEqual(upOf(...lines), []);
	});

	it('maps every offset through escapes, and writes edits as the literal wants them', () => {
		const text = "export const up = (db) => db.exec('DROP TABLE \\'\\u{1F600}a\\'');";
		const [fragment] = read(text).upgrade?.fragments ?? [];
		assert.equal(fragment?.text, "DROP TABLE '😀a'");
		const host = fragment?.toHost({ start: 12, end: 15 });
		assert.equal(text.slice(host?.start, host?.end), '\\u{1F600}a');
		assert.equal(fragment?.toHostText("it's\n"), "it\\'s\\n");
		const [template] = read('export const up = (db) => db.exec(`a${b}c`);').upgrade?.fragments ?? [];
		assert.equal(template?.toHostText('`${x}`'), '\\`\\${x}\\`');
		assert.deepEqual(template?.holes, [{ start: 1, end: 5 }]);
	});

	it('has one problem where the grammar is not followed, and the rest is read', () => {
		const migration = read('export function up(db) { db.exec("A") }\nexport function down(db) { db.exec( }\n');
		assert.deepEqual(sqlOf(migration.upgrade), ['A']);
		assert.equal(migration.problems.length, 1);
		assert.match(migration.problems[0]?.message ?? '', /^TypeScript cannot read this/);
	});

	it('may be empty, binary or deeply nested', () => {
		assert.equal(read('').upgrade, undefined);
		assert.doesNotThrow(() => read('\0\u0001\uFFFD`${'));
		for (const [open, close] of ['()', '[]', '{}'].map((pair) => [...pair])) {
			const deep = `export function up(db) { db.exec(1); ${open?.repeat(5000)}1${close?.repeat(5000)} }`;
			assert.equal(read(deep).upgrade?.opaque, true, open);
		}
	});
});

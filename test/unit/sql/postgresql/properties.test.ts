import assert from 'node:assert/strict';
import fc from 'fast-check';
import { ByteOffsets } from '../../../../src/sql/postgresql/byte-offsets.ts';
import { Scanner } from '../../../../src/sql/postgresql/scanner.ts';
import { looksLikeTemplate } from '../../../../src/sql/postgresql/template.ts';
import { postgresql } from './written.ts';

/** Pieces that quarrel with each other: quotation marks, comments, keywords that begin, astral and forbidden characters. */
const PIECES =
	`CREATE|ALTER|DROP|TABLE|INDEX|RULE|FUNCTION|BEGIN ATOMIC|END|CASE|DO|INSERT INTO t (a)|VALUES (1)|SELECT a FROM t|
WITH c AS (|UPDATE t SET a = b|DELETE FROM t|ON CONFLICT DO NOTHING|JOIN u USING (k)|ADD COLUMN|DEFAULT|CHECK (a > 0)|
COPY t FROM stdin|\\.|\\set a|\\|EXPLAIN|IF NOT EXISTS|RENAME TO|PRIMARY KEY|E'|E'\\'|U&"|U&'|x'00'|1_000|0x|1.|'|"|[|]|$$|$a$|$1|$|
--|/*|*/|(|)|,|.|;|;|::|:a|{{|+|🦜|é|\u00a0|t|"q"|'s;'|public.t|int|varchar(3)|NOT NULL|REFERENCES p (q)|ON|AS`
		.replaceAll('|\n', '|')
		.split('|')
		.concat('\n', '\r\n', '\0', '\uFEFF', '\u2028', '\ud83e');

const sqlText = fc.array(fc.constantFrom(...PIECES), { maxLength: 40 }).map((pieces) => pieces.join(' '));
const tightText = fc.array(fc.constantFrom(...PIECES), { maxLength: 40 }).map((pieces) => pieces.join(''));
const anyText = fc.oneof(sqlText, tightText, fc.string({ unit: 'binary' }));

describe('PostgreSQL: reading any text', () => {
	it('never throws, and keeps every statement and every range in its place', () => {
		fc.assert(
			fc.property(anyText, (text) => {
				let previousEnd = 0;
				for (const statement of postgresql.read(text)) {
					const { range, end } = statement;
					assert.ok(previousEnd <= range.start && range.start < range.end && range.end <= end);
					assert.equal(statement.text, text.slice(range.start, range.end));
					assertInside(statement, range.start, range.end);
					previousEnd = end;
				}
				assert.ok(previousEnd <= text.length);
			}),
			{ numRuns: 3000 },
		);
	});

	it('leaves nothing between statements but white space, comments and semicolons', () => {
		fc.assert(
			fc.property(anyText, (text) => {
				const pieces: string[] = [];
				let last = 0;
				for (const { range, end, kind } of postgresql.read(text)) {
					pieces.push(text.slice(last, range.start), text.slice(range.start, range.end), text.slice(range.end, end));
					assert.deepEqual(
						postgresql.read(last === 0 ? text.slice(0, range.start) : ` ${text.slice(last, range.start)}`),
						[],
					);
					if (kind !== 'copy' && kind !== 'psql')
						assert.deepEqual(postgresql.read(` ${text.slice(range.end, end)}`), []);
					last = end;
				}
				pieces.push(text.slice(last));
				assert.equal(pieces.join(''), text);
				assert.deepEqual(postgresql.read(last === 0 ? text : ` ${text.slice(last)}`), []);
			}),
			{ numRuns: 3000 },
		);
	});

	it('reads a sound statement alike wherever it stands', () => {
		const sound = fc.constantFrom(
			"CREATE TABLE a (b text DEFAULT E'🦜\\';', CHECK (b <> '--'))",
			'CREATE FUNCTION f() RETURNS int LANGUAGE sql BEGIN ATOMIC SELECT 1; SELECT 2; END',
			'DO $x$ BEGIN CREATE TABLE a (); END $x$',
			'CREATE RULE r AS ON DELETE TO t DO INSTEAD (SELECT 1; SELECT 2)',
			'ALTER TABLE "é" ADD COLUMN c int REFERENCES d (e), DROP COLUMN f',
			'INSERT INTO a (b) SELECT c FROM d /* ; */ WHERE e',
		);
		fc.assert(
			fc.property(fc.array(sound, { maxLength: 6 }), fc.constantFrom(';', ' ;\r\n', ';;-- x;\n'), (list, between) => {
				const read = postgresql.read(list.join(between));
				assert.deepEqual(
					read.map(({ text }) => text),
					list,
				);
				for (const { syntaxError } of read) assert.equal(syntaxError, undefined);
			}),
		);
	});

	it('moves on with every token, and judges any text as a template or none', () => {
		fc.assert(
			fc.property(anyText, (text) => {
				const scanner = new Scanner(text);
				let last = 0;
				while (scanner.next()) {
					assert.ok(last <= scanner.start && scanner.start < scanner.end && scanner.end <= text.length);
					last = scanner.end;
				}
				assert.equal(typeof looksLikeTemplate(text), 'boolean');
			}),
			{ numRuns: 2000 },
		);
	});
});

describe('PostgreSQL: offsets and names', () => {
	it('turns bytes into UTF-16 for every character of any text', () => {
		fc.assert(
			fc.property(fc.array(fc.string({ unit: 'grapheme', maxLength: 400 })), (parts) => {
				const text = parts.join('').toWellFormed();
				const offsets = new ByteOffsets(text);
				let bytes = 0;
				let units = 0;
				for (const character of text) {
					assert.equal(offsets.toUtf16(bytes), units);
					bytes += Buffer.byteLength(character);
					units += character.length;
				}
				assert.equal(offsets.toUtf16(bytes), text.length);
				assert.equal(offsets.toUtf16(bytes + 10), text.length);
			}),
		);
	});

	it('writes every name so that it is read as the same', () => {
		const name = fc
			.oneof(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 15 }), fc.stringMatching(/^[a-z_]{1,20}$/))
			.filter((text) => !text.includes('\0') && text.isWellFormed() && Buffer.byteLength(text) <= 63);
		const keywords = fc.constantFrom(
			'select',
			'user',
			'table',
			'name',
			'order',
			'between',
			'int',
			'type',
			'Users',
			'a$b',
			'1a',
		);
		fc.assert(
			fc.property(fc.oneof(name, keywords), (written) => {
				const quoted = postgresql.quoteIdentifier(written);
				assert.equal(postgresql.foldIdentifier(quoted), written);
				const [statement] = postgresql.read(`CREATE TABLE ${quoted} (${quoted} int)`);
				const [change] = statement?.changes ?? [];
				assert.ok(change?.type === 'create table');
				assert.deepEqual([change.table.name, change.columns[0]?.name], [written, written]);
			}),
			{ numRuns: 1000 },
		);
	});

	it('folds as PostgreSQL does', () => {
		const cases: readonly (readonly [written: string, name: string])[] = [
			['Users', 'users'],
			['"Users"', 'Users'],
			['ÄB', 'Äb'],
			['"a""b"', 'a"b'],
			['U&"d\\0061t\\+000061"', 'data'],
			['u&"d!0061t!!" UESCAPE \'!\'', 'dat!'],
			['U&"\\D83D\\DE00"', '😀'],
			['a'.repeat(70), 'a'.repeat(63)],
			[`"${'é'.repeat(70)}"`, 'é'.repeat(31)],
		];
		for (const [written, name] of cases) assert.equal(postgresql.foldIdentifier(written), name);
	});

	it('quotes only where it must', () => {
		for (const name of ['users', 'a1', 'name', 'type', '_x']) assert.equal(postgresql.quoteIdentifier(name), name);
		for (const name of ['Users', 'user', 'select', 'a b', '1a', 'int', 'é', '']) {
			assert.equal(postgresql.quoteIdentifier(name), `"${name}"`);
		}
	});
});

/** Every offset below a value lies in the statement, and no range ends before it begins. */
function assertInside(value: unknown, first: number, last: number): void {
	if (Array.isArray(value)) for (const item of value) assertInside(item, first, last);
	if (typeof value !== 'object' || value === null) return;
	if ('start' in value && 'end' in value) {
		const { start, end } = value;
		assert.ok(typeof start === 'number' && typeof end === 'number' && first <= start && start <= end && end <= last);
	}
	if ('insertAt' in value) {
		assert.ok(typeof value.insertAt === 'number' && first <= value.insertAt && value.insertAt <= last);
	}
	for (const inner of Object.values(value)) assertInside(inner, first, last);
}

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { sqlite } from '../../../../src/sql/sqlite/sqlite.ts';

/** Pieces that quarrel with each other: quotation marks, comments, keywords that begin, astral and forbidden characters. */
const PIECES =
	`CREATE|ALTER|DROP|TABLE|INDEX|TRIGGER|VIRTUAL|USING|BEGIN|END|INSERT INTO t (a)|VALUES (1)|SELECT a FROM t|
WITH c AS (|UPDATE t SET a = b|DELETE FROM t|ON CONFLICT DO NOTHING|JOIN u USING (k)|ADD COLUMN|DEFAULT|CHECK (a > 0)|
EXPLAIN|QUERY PLAN|CASE WHEN|EXISTS|PRIMARY KEY|x'00'|x'|1_000|0x|'|"|[|]|\`|--|/*|*/|(|)|,|.|;|;|🦜|é|\u00a0|t|"q"|'s;'`
		.replaceAll('|\n', '|')
		.split('|')
		.concat('\n', '\r\n', '\0', '\uFEFF', '\u2028', '\ud83e');

const sqlText = fc.array(fc.constantFrom(...PIECES), { maxLength: 40 }).map((pieces) => pieces.join(' '));
const tightText = fc.array(fc.constantFrom(...PIECES), { maxLength: 40 }).map((pieces) => pieces.join(''));
const anyText = fc.oneof(sqlText, tightText, fc.string({ unit: 'binary' }));

describe('SQLite: reading any text', () => {
	it('never throws, and keeps every statement and every range in its place', () => {
		fc.assert(
			fc.property(anyText, (text) => {
				let previousEnd = 0;
				for (const statement of sqlite.read(text)) {
					const { range, end } = statement;
					assert.ok(previousEnd <= range.start && range.start < range.end && range.end <= end);
					assert.equal(statement.text, text.slice(range.start, range.end));
					assertInside(statement, text.length);
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
				let at = 0;
				for (const { range, end } of sqlite.read(text)) {
					pieces.push(text.slice(at, range.start), text.slice(range.start, range.end), text.slice(range.end, end));
					assert.deepEqual(sqlite.read(text.slice(at, range.start)), []);
					at = end;
				}
				pieces.push(text.slice(at));
				assert.equal(pieces.join(''), text);
				assert.deepEqual(sqlite.read(text.slice(at)), []);
			}),
			{ numRuns: 3000 },
		);
	});

	it('reads a sound statement alike wherever it stands', () => {
		const sound = fc.constantFrom(
			'CREATE TABLE a (b TEXT DEFAULT \'🦜;\', CHECK (b <> ""))',
			'CREATE TRIGGER t AFTER INSERT ON a BEGIN SELECT 1; DELETE FROM b; END',
			'ALTER TABLE a ADD COLUMN c REFERENCES d (e)',
			'INSERT INTO a (b) SELECT c FROM d',
		);
		fc.assert(
			fc.property(fc.array(sound, { maxLength: 6 }), fc.constantFrom(';', ' ;\r\n', ';;-- x;\n'), (list, between) => {
				const read = sqlite.read(list.join(between));
				assert.deepEqual(
					read.map(({ text }) => text),
					list,
				);
				for (const { syntaxError } of read) assert.equal(syntaxError, undefined);
			}),
		);
	});
});

/** Every offset in a statement lies in the text, and no range ends before it begins. */
function assertInside(value: unknown, length: number): void {
	if (Array.isArray(value)) for (const item of value) assertInside(item, length);
	if (typeof value !== 'object' || value === null) return;
	if ('start' in value && 'end' in value) {
		const { start, end } = value;
		assert.ok(typeof start === 'number' && typeof end === 'number' && 0 <= start && start <= end && end <= length);
	}
	if ('insertAt' in value) assert.ok(typeof value.insertAt === 'number' && value.insertAt <= length);
	for (const inner of Object.values(value)) assertInside(inner, length);
}

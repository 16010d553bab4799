import assert from 'node:assert/strict';
import { postgresql } from './written.ts';

/** A quadratic reader takes minutes for these, and mocha gives up on it; the slowest takes a second. */
const SIZE = 2_000_000;

describe('PostgreSQL: megabytes', () => {
	const texts: Readonly<Record<string, string>> = {
		'one string': `SELECT '${'x'.repeat(SIZE)}'`,
		'one string with an é': `SELECT '${'é'.repeat(SIZE)}'`,
		'doubled quotes': `SELECT '${"''".repeat(SIZE / 2)}'`,
		escapes: `SELECT E'${'\\\\'.repeat(SIZE / 2)}'`,
		'a string in many lines': `SELECT E'a'${"\n'b'".repeat(SIZE / 4)}`,
		'comments in comments': `SELECT ${'/*'.repeat(SIZE / 4)}${'*/'.repeat(SIZE / 4)} 1`,
		'comments without an end': '/*'.repeat(SIZE / 2),
		'line comments': '--\n'.repeat(SIZE / 3),
		'dollar tags without an end': Array.from({ length: SIZE / 10 }, (_, i) => `$a${i}$;\n`).join(''),
		'dollar signs': '$'.repeat(SIZE),
		'dollar words': '$a'.repeat(SIZE / 2),
		'quotation marks without an end': `'a";\n"b';\n`.repeat(SIZE / 100),
		'open brackets': `SELECT ${'('.repeat(SIZE)}`,
		'one operator': `SELECT 1 ${'+'.repeat(SIZE)} 1`,
		semicolons: ';'.repeat(SIZE),
		'white space': `SELECT 1${'\n'.repeat(SIZE)}CREATE`,
		'commands of psql': '\\x  \n'.repeat(SIZE / 50),
		'a body without an end': `CREATE FUNCTION f() RETURNS int BEGIN ATOMIC ${'SELECT 1; '.repeat(SIZE / 100)}`,
		'rows of values': `INSERT INTO t (a, b) VALUES ${Array.from({ length: SIZE / 50 }, (_, i) => `(${i}, 'row')`).join()}`,
	};
	for (const [title, text] of Object.entries(texts)) {
		it(title, function read() {
			this.timeout(60_000);
			const ends = postgresql.read(text).map(({ end }) => end);
			assert.deepEqual(
				ends,
				ends.toSorted((a, b) => a - b),
			);
			assert.ok(ends.every((end) => end > 0 && end <= text.length));
		});
	}
});

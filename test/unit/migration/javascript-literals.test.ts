import assert from 'node:assert/strict';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { readCode } from '../../support/read-code.ts';

const character = fc.constantFrom(
	...['"', "'", '`', '\\', '\\\\', '\\x41', '\\101', '\\8', '\\0', '\\u00e4', '\\u{1F600}', '\\\n', '\\\r\n', '\\q'],
	...['a', '$', '{', '}', '\\$', '\\`', '😀', '\n', '\\ud83d\\ude00', '\\477'],
);
const literal = fc
	.tuple(fc.constantFrom('"', "'", '`', 'String.raw`'), fc.array(character, { maxLength: 8 }))
	.map(([open, content]) => open + content.join('') + open.slice(-1));

function fragmentOf(written: string) {
	return readCode(`export const up = (db) => db.exec(${written});`, '001_a.js').upgrade?.fragments[0];
}

/** What the engine takes a literal for; undefined where it is none. */
function worthOf(written: string): unknown {
	try {
		return runInNewContext(`(${written})`);
	} catch {
		return undefined;
	}
}

describe('literals of JavaScript', () => {
	it('are worth what the engine says', () => {
		let compared = 0;
		fc.assert(
			fc.property(literal, (written) => {
				const expected = worthOf(written);
				if (typeof expected !== 'string' || expected.trim() === '') return;
				const fragment = fragmentOf(written);
				// In a template the end of a line is one character, however it is written.
				assert.equal(fragment?.text.replaceAll('\r\n', '\n'), expected);
				assert.deepEqual(fragment?.holes, []);
				const host = fragment?.toHost({ start: 0, end: fragment.text.length });
				const lead = 'export const up = (db) => db.exec('.length;
				assert.ok(host && host.start > lead && host.end < lead + written.length);
				compared++;
			}),
			{ numRuns: 1000, seed: 20261120 },
		);
		assert.ok(compared > 100, `${compared} were JavaScript`);
	});

	it('hold what is put into them', () => {
		const replacement = fc.string({ unit: fc.constantFrom("'", '"', '`', '\\', '\n', '\r', '$', '{', '}', 'a', '😀') });
		fc.assert(
			fc.property(fc.constantFrom("'", '"', '`'), replacement, fc.nat(4), fc.nat(4), (quote, replaced, a, b) => {
				const [start, end] = [Math.min(a, b), Math.max(a, b)];
				const document = `export const up = (db) => db.exec(${quote}ab$d${quote});`;
				const fragment = readCode(document, '001_a.js').upgrade?.fragments[0];
				assert.ok(fragment);
				assert.ok(fragment.canReplace({ start, end }, replaced));
				const host = fragment.toHost({ start, end });
				const edited = document.slice(0, host.start) + fragment.toHostText(replaced, start) + document.slice(host.end);
				const expected = 'ab$d'.slice(0, start) + replaced + 'ab$d'.slice(end);
				fc.pre(expected.trim() !== '');
				assert.equal(readCode(edited, '001_a.js').upgrade?.fragments[0]?.text, expected);
			}),
			{ numRuns: 300 },
		);
	});

	it('say where they cannot hold it', () => {
		const raw = fragmentOf('String.raw`ab`');
		assert.equal(raw?.canReplace({ start: 0, end: 1 }, 'x'), true);
		assert.equal(raw?.canReplace({ start: 0, end: 1 }, '`'), false);
		const joined = fragmentOf('"ab" + \'cd\'');
		assert.equal(joined?.canReplace({ start: 1, end: 3 }, 'x'), false);
		assert.equal(joined?.toHostText('"\'', 0), '\\"\'');
		assert.equal(joined?.toHostText('"\'', 2), '"\\\'');
	});
});

import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { SqlFragment } from '../../../src/migration/sql-fragment.ts';
import { readCode } from '../../support/read-code.ts';

/** One character of a literal as it is written, and what it stands for. */
interface WrittenCharacter {
	readonly written: string;
	readonly text: string;
}

const hex = (character: string, width: number) => (character.codePointAt(0) ?? 0).toString(16).padStart(width, '0');

/** Every way to write a character in a literal with these quotes. */
function waysToWrite(character: string, quote: string): readonly string[] {
	const code = character.codePointAt(0) ?? 0;
	const plain = character !== '\\' && !/[\r\n\0]/.test(character) && character !== quote.charAt(0) ? [character] : [];
	const named =
		{ '\n': ['\\n'], '\r': ['\\r'], '\t': ['\\t'], '\\': ['\\\\'], "'": ["\\'"], '"': ['\\"'] }[character] ?? [];
	const short = code < 0x100 ? [`\\x${hex(character, 2)}`, `\\${code.toString(8).padStart(3, '0')}`] : [];
	const middle = code < 0x1_0000 ? [`\\u${hex(character, 4)}`] : [];
	return [...plain, ...named, ...short, ...middle, `\\U${hex(character, 8)}`];
}

function writtenCharacter(quote: string): fc.Arbitrary<WrittenCharacter> {
	const character = fc.oneof(
		fc.constantFrom("'", '"', '\\', '\n', '\r', '\t', 'a', ' ', ';', '{', '}', '%', 'é', '😀'),
		// Halves of pairs are no characters.
		fc.string({ unit: 'grapheme', minLength: 1, maxLength: 1 }).map((grapheme) => [...grapheme][0] ?? ''),
	);
	return character
		.filter((each) => each !== '' && !/[\0\uFEFF]/.test(each))
		.chain((text) => fc.constantFrom(...waysToWrite(text, quote)).map((written) => ({ written, text })));
}

const quotes = fc.constantFrom("'", '"', "'''", '"""');

/** Literals beside each other, with continued lines between their characters. */
const literals = fc.array(
	quotes.chain((quote) => fc.record({ quote: fc.constant(quote), characters: fc.array(writtenCharacter(quote)) })),
	{ minLength: 1, maxLength: 4 },
);

function fragmentOf(document: string): SqlFragment | undefined {
	return readCode(document, '001_a.py').upgrade?.fragments[0];
}

describe('literals of Python', () => {
	it('map every character to where it is written', () => {
		fc.assert(
			fc.property(literals, fc.constantFrom(' ', ' + ', '\\\n', ' # \n '), (parts, between) => {
				const begin = '\uFEFF# 😀\r\ndef upgrade(c):\r\n  c.execute((';
				const places: { start: number; end: number; text: string }[] = [];
				let document = begin;
				for (const [index, { quote, characters }] of parts.entries()) {
					document += (index > 0 ? between : '') + quote;
					for (const { written, text } of characters) {
						places.push({ start: document.length, end: document.length + written.length, text });
						document += written;
					}
					document += quote;
				}
				document += '))\r\n';
				const text = places.map((place) => place.text).join('');
				fc.pre(text.trim() !== '');
				const fragment = fragmentOf(document);
				assert.equal(fragment?.text, text);
				let at = 0;
				for (const place of places) {
					const host = fragment?.toHost({ start: at, end: at + place.text.length });
					assert.deepEqual(host, { start: place.start, end: place.end });
					at += place.text.length;
				}
			}),
			{ numRuns: 300 },
		);
	});

	it('hold what is put into them', () => {
		const replacement = fc.string({ unit: fc.constantFrom("'", '"', '\\', '\n', '\r', '{', '}', '%', 'a', '😀', ' ') });
		const before = fc.constantFrom('', 'f', 'F');
		fc.assert(
			fc.property(quotes, before, replacement, fc.nat(4), fc.nat(4), (quote, prefix, replaced, a, b) => {
				const [start, end] = [Math.min(a, b), Math.max(a, b)];
				const document = `def upgrade(c):\n  c.execute(${prefix}${quote}abcd${quote})\n`;
				const fragment = fragmentOf(document);
				assert.ok(fragment);
				assert.ok(fragment.canReplace({ start, end }, replaced));
				const host = fragment.toHost({ start, end });
				const edited = document.slice(0, host.start) + fragment.toHostText(replaced, start) + document.slice(host.end);
				const expected = `abcd`.slice(0, start) + replaced + `abcd`.slice(end);
				fc.pre(expected.trim() !== '');
				assert.equal(fragmentOf(edited)?.text, expected);
			}),
			{ numRuns: 500 },
		);
	});

	it('say where they cannot hold it', () => {
		const fragment = fragmentOf(`def upgrade(c):\n  c.execute(r'abcd' "ef")\n`);
		assert.equal(fragment?.canReplace({ start: 0, end: 1 }, 'x\\y'), true);
		assert.equal(fragment?.canReplace({ start: 0, end: 1 }, "it's"), false);
		assert.equal(fragment?.canReplace({ start: 0, end: 1 }, 'two\nlines'), false);
		assert.equal(fragment?.canReplace({ start: 4, end: 5 }, "it's"), true);
		assert.equal(fragment?.canReplace({ start: 3, end: 5 }, 'x'), false);
		const holed = fragmentOf('def upgrade(c):\n  c.execute(f"ab{x}cd")\n');
		assert.equal(holed?.canReplace({ start: 0, end: 2 }, 'x'), true);
		assert.equal(holed?.canReplace({ start: 2, end: 3 }, 'x'), false);
		assert.equal(holed?.canReplace({ start: 0, end: 7 }, 'x'), false);
	});

	it('double what a format reads', () => {
		const braces = fragmentOf('def upgrade(c):\n  c.execute("a{}".format(x))\n');
		assert.equal(braces?.toHostText("'{}'"), "'{{}}'");
		const percent = fragmentOf('def upgrade(c):\n  c.execute("a%s" % x)\n');
		assert.equal(percent?.toHostText("'100%'"), "'100%%'");
		const parameters = fragmentOf('def upgrade(c):\n  c.execute("a%s", (x,))\n');
		assert.equal(parameters?.toHostText('IF NOT EXISTS '), 'IF NOT EXISTS ');
	});
});

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fc from 'fast-check';
import type { SqlFragment } from '../../../src/migration/sql-fragment.ts';
import { readCode } from './code-reading.ts';

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

	it('are worth what Python says', () => {
		const expression = fc.array(
			fc.oneof(
				fc.constantFrom(
					'"',
					"'",
					'\\',
					'\\\\',
					'\\x41',
					'\\101',
					'\\8',
					'\\u00e4',
					'\\U0001F600',
					'\\\n',
					'\\N{BULLET}',
				),
				fc.constantFrom('a', '{', '}', '{{', '}}', '😀', '\\q', '\\0', '\\400', '\r\n', '\n'),
			),
			{ maxLength: 8 },
		);
		const written = fc.tuple(
			fc.constantFrom('', 'r', 'f', 'Rf', 'u'),
			fc.constantFrom('"', "'", '"""', "'''"),
			expression,
		);
		const all = fc.sample(written, 400).map(([prefix, quote, content]) => prefix + quote + content.join('') + quote);
		const script = [
			'import sys, json, ast, warnings',
			'warnings.simplefilter("ignore")',
			'def value(e):',
			'    try: v = ast.literal_eval(e) if "f" not in e[:2] else eval(e, {})',
			'    except Exception: return None',
			'    return v if isinstance(v, str) else None',
			'print(json.dumps([value(e) for e in json.loads(sys.stdin.buffer.read())]))',
		].join('\n');
		const values: (string | null)[] = JSON.parse(
			execFileSync('python3', ['-c', script], { input: JSON.stringify(all), encoding: 'utf8' }),
		);
		let compared = 0;
		for (const [index, each] of all.entries()) {
			const expected = values[index];
			if (expected === null || expected === undefined || expected.trim() === '' || each.includes('N{')) continue;
			compared++;
			const read = fragmentOf(`def upgrade(c):\n  c.execute(${each})\n`);
			assert.equal(read?.text.replaceAll('\r\n', '\n'), expected, each);
		}
		assert.ok(compared > 50, `${compared} of ${all.length} were valid Python`);
	});
});

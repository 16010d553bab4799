import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { tmpdir } from 'node:os';
import fc from 'fast-check';
import { findPython } from '../../../src/run/python/find-python.ts';
import { readCode } from '../../support/read-code.ts';

/** Prints what each literal of a JSON list is worth, or null where it is no Python text. */
const judge = [
	'import sys, json, warnings',
	'warnings.simplefilter("ignore")',
	'def value(literal):',
	'    try: worth = eval(literal, {})',
	'    except Exception: return None',
	'    return worth if isinstance(worth, str) else None',
	'print(json.dumps([value(each) for each in json.loads(sys.stdin.buffer.read())]))',
].join('\n');

const character = fc.constantFrom(
	...['"', "'", '\\', '\\\\', '\\x41', '\\101', '\\8', '\\0', '\\400', '\\u00e4', '\\U0001F600', '\\\n', '\\q', '\\"'],
	...['a', '{{', '}}', '{', '}', '😀', '\r\n', '\n'],
);
const literal = fc
	.tuple(
		fc.constantFrom('', 'r', 'f', 'Rf', 'u', 'R'),
		fc.constantFrom('"', "'", '"""', "'''"),
		fc.array(character, { maxLength: 8 }),
	)
	.map(([prefix, quotes, content]) => prefix + quotes + content.join('') + quotes);

describe('literals of Python', () => {
	it('are worth what Python says', async function () {
		const python = await findPython(tmpdir(), process.env);
		if (python === undefined) return this.skip();
		const literals = fc.sample(literal, { numRuns: 2000, seed: 20261120 });
		const answer = execFileSync(python.command, [...python.args, '-c', judge], { input: JSON.stringify(literals) });
		const values: readonly (string | null)[] = JSON.parse(answer.toString());
		let compared = 0;
		for (const [index, written] of literals.entries()) {
			const expected = values[index];
			// A text of white space alone runs nothing, so it is no fragment.
			if (expected === null || expected === undefined || expected.trim() === '') continue;
			const [fragment] = readCode(`def upgrade(c):\n  c.execute(${written})\n`, '001_a.py').upgrade?.fragments ?? [];
			// Python reads every end of a line as one character.
			assert.equal(fragment?.text.replaceAll('\r\n', '\n'), expected, written);
			compared++;
		}
		assert.ok(compared > 200, `${compared} of ${literals.length} were Python`);
	});
});

import assert from 'node:assert/strict';
import fc from 'fast-check';
import { LineIndex } from '../../../src/sql/line-index.ts';

describe('LineIndex', () => {
	const text = 'a🦜b\r\nsecond\rthird\n';
	const index = new LineIndex(text);

	it('counts characters in UTF-16 code units', () => {
		assert.deepEqual(index.positionAt(text.indexOf('b')), { line: 0, character: 3 });
		assert.equal(index.offsetAt({ line: 0, character: 3 }), 3);
	});

	it('ends lines with CRLF, CR and LF', () => {
		assert.equal(index.lineCount, 4);
		assert.deepEqual(index.positionAt(text.indexOf('third')), { line: 2, character: 0 });
		assert.deepEqual(index.positionAt(text.length), { line: 3, character: 0 });
	});

	it('takes what is outside to the nearest end', () => {
		assert.deepEqual(index.positionAt(-5), { line: 0, character: 0 });
		assert.equal(index.offsetAt({ line: 0, character: 99 }), 4);
		assert.equal(index.offsetAt({ line: 99, character: 0 }), text.length);
		assert.equal(index.offsetAt({ line: -1, character: 4 }), 0);
	});

	it('comes back to every offset that is not inside a line break', () => {
		const texts = fc.array(fc.constantFrom('a', '🦜', '\r\n', '\n', '\r', ' '), { maxLength: 30 });
		fc.assert(
			fc.property(texts, (parts) => {
				const joined = parts.join('|');
				const lines = new LineIndex(joined);
				for (let offset = 0; offset <= joined.length; offset++) {
					if (joined[offset - 1] === '\r' && joined[offset] === '\n') continue;
					assert.equal(lines.offsetAt(lines.positionAt(offset)), offset);
				}
			}),
		);
	});
});

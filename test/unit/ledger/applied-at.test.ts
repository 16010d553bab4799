import assert from 'node:assert/strict';
import { fromIsoTime, toIsoTime } from '../../../src/ledger/applied-at.ts';

const iso = '2026-03-02T09:07:00.000Z';

describe('a time in a migrations table', () => {
	for (const value of [
		'2026-03-02 09:07:00',
		'2026-03-02T09:07:00Z',
		'2026-03-02 11:07:00+02',
		'2026-03-02 14:37:00+0530',
		'2026-03-02T09:07',
		1772442420,
		1772442420000,
		1772442420n,
		new Date(iso),
	]) {
		it(`is read from ${String(value)}`, () => assert.equal(toIsoTime(value), iso));
	}

	it('is unknown where it is none', () => {
		for (const value of [null, undefined, '', 'yesterday', true]) assert.equal(toIsoTime(value), undefined);
	});

	it('is written as the column takes it', () => {
		assert.equal(fromIsoTime(iso, 'text'), '2026-03-02 09:07:00');
		assert.equal(fromIsoTime(iso, 'datetime'), '2026-03-02 09:07:00');
		assert.equal(fromIsoTime(iso, 'integer'), 1772442420);
		assert.equal(fromIsoTime(iso, 'timestamp with time zone'), iso);
		assert.equal(fromIsoTime(iso, 'timestamp without time zone'), '2026-03-02 09:07:00.000');
	});
});

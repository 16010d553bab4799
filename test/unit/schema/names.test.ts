import assert from 'node:assert/strict';
import { impliedConstraintName, impliedIndexName } from '../../../src/schema/implied-names.ts';
import { nearestName } from '../../../src/schema/nearest-name.ts';
import { splitKey } from '../../../src/schema/object-key.ts';
import { objectKey } from '../../../src/sql/identifier.ts';

describe('nearestName', () => {
	it('suggests what is near, and nothing that is not', () => {
		assert.equal(nearestName('titel', ['id', 'title']), 'title');
		assert.equal(nearestName('notification_kind', ['kind', 'id', 'notification_type']), 'notification_type');
		assert.equal(nearestName('App_Id', ['app_id']), 'app_id');
		assert.equal(nearestName('price', ['cost', 'amount']), undefined);
		assert.equal(nearestName('id', []), undefined);
	});
});

describe('names that PostgreSQL makes up', () => {
	const free = () => false;
	const unique = (columns: string[]) => ({ kind: 'unique', columns, validated: true }) as const;

	it('shortens the longer part, by bytes', () => {
		const long = 'x'.repeat(60);
		assert.equal(impliedConstraintName(long, unique(['abc']), [], free), `${'x'.repeat(55)}_abc_key`);
		assert.equal(impliedConstraintName('t', unique(['é'.repeat(60)]), [], free), `t_${'é'.repeat(28)}_key`);
	});

	it('counts up where a name is taken', () => {
		const taken = (name: string) => ['t_a_key', 't_a_key1'].includes(name);
		assert.equal(impliedConstraintName('t', unique(['a']), [], taken), 't_a_key2');
		assert.equal(
			impliedIndexName(
				't',
				[
					{ name: 'a + 1', expression: true },
					{ name: 'a + 2', expression: true },
				],
				free,
			),
			't_expr_expr1_idx',
		);
	});
});

describe('keys', () => {
	it('come apart as they were put together', () => {
		for (const name of [
			{ name: 't' },
			{ schema: 'app', name: 't' },
			{ schema: 'a.b', name: 'c"d.e' },
			{ name: 'x.y' },
		]) {
			assert.deepEqual(splitKey(objectKey(name)), name);
		}
		assert.equal(objectKey({ schema: 'public', name: 't' }), 't');
	});
});

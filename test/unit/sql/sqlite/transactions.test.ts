import assert from 'node:assert/strict';
import { sqlite } from '../../../../src/sql/sqlite/sqlite.ts';

describe('SQLite: statements and transactions', () => {
	it('names what begins, ends and divides a transaction', () => {
		const sql = 'BEGIN IMMEDIATE; SAVEPOINT a; ROLLBACK TO a; RELEASE a; COMMIT; END; ROLLBACK; SELECT 1';
		assert.deepEqual(
			sqlite.read(sql).map(({ kind, transaction }) => [kind, transaction]),
			[
				['begin', 'begin'],
				['savepoint', 'savepoint'],
				['rollback', 'rollback to'],
				['release', 'release'],
				['commit', 'commit'],
				['commit', 'commit'],
				['rollback', 'rollback'],
				['select', undefined],
			],
		);
	});

	it('names what has to stand outside of one', () => {
		const outside = (sql: string) => sqlite.read(sql).map(({ transactional }) => !transactional);
		assert.deepEqual(outside('VACUUM; PRAGMA foreign_keys = OFF; PRAGMA journal_mode(wal); PRAGMA wal_checkpoint'), [
			true,
			true,
			true,
			true,
		]);
		assert.deepEqual(outside('PRAGMA foreign_keys; PRAGMA user_version = 3; ATTACH ? AS x; CREATE TABLE a (b)'), [
			false,
			false,
			false,
			false,
		]);
	});
});

describe('SQLite: identifiers', () => {
	it('folds A to Z and nothing else', () => {
		assert.deepEqual(['"ÄB""C"', '[X y]', '`a``B`', "'T'", 'Id'].map(sqlite.foldIdentifier), [
			'Äb"c',
			'x y',
			'a`b',
			't',
			'id',
		]);
	});

	it('quotes where it must', () => {
		assert.deepEqual(
			['notes', 'order', 'true', 'two words', 'a"b', '1st', 'é', ''].map((name) => sqlite.quoteIdentifier(name)),
			['notes', '"order"', '"true"', '"two words"', '"a""b"', '"1st"', '"é"', '""'],
		);
	});
});

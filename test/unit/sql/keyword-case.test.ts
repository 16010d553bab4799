import assert from 'node:assert/strict';
import { matchKeywordCase } from '../../../src/sql/keyword-case.ts';

describe('matchKeywordCase', () => {
	it('writes words as the statement writes its own', () => {
		assert.equal(matchKeywordCase('IF NOT EXISTS', 'create table T (a)'), 'if not exists');
		assert.equal(matchKeywordCase('IF NOT EXISTS', 'CREATE TABLE t (a)'), 'IF NOT EXISTS');
		assert.equal(matchKeywordCase('if exists', 'Drop table t'), 'IF EXISTS');
	});
});

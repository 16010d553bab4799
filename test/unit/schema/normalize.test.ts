import assert from 'node:assert/strict';
import { expressionTokens, mentions, renameIn } from '../../../src/schema/expression-tokens.ts';
import {
	normalizeDefault,
	normalizeDefinition,
	normalizeExpression,
} from '../../../src/schema/normalize-expression.ts';
import { normalizeType } from '../../../src/schema/normalize-type.ts';

describe('normalizeType', () => {
	it('gives the names of PostgreSQL one spelling', () => {
		const groups = [
			['varchar(20)', 'CHARACTER VARYING ( 20 )', 'pg_catalog.varchar(20)'],
			['timestamptz(3)', 'timestamp(3) with time zone'],
			['timestamp', 'timestamp without time zone'],
			['int[]', 'integer array', 'int4[3]', 'INTEGER[][]'],
			['numeric(10)', 'decimal(10, 0)'],
			['char', 'character(1)'],
			['float(10)', 'real', 'float4'],
			['float', 'double precision', 'float(30)'],
			['mood', 'public.mood', '"mood"'],
			['bool', 'boolean'],
			['serial', 'integer'],
		];
		for (const group of groups) {
			assert.equal(new Set(group.map((type) => normalizeType(type, 'postgresql'))).size, 1, group.join());
		}
		assert.equal(new Set(groups.map(([type = '']) => normalizeType(type, 'postgresql'))).size, groups.length);
	});

	it('keeps apart what is not the same', () => {
		for (const [one, other] of [
			['"char"', 'char'],
			['"Mood"', 'mood'],
			['varchar', 'varchar(20)'],
			['timestamp', 'timestamptz'],
			['app.mood', 'mood'],
		] as const) {
			assert.notEqual(normalizeType(one, 'postgresql'), normalizeType(other, 'postgresql'));
		}
		assert.notEqual(normalizeType('INT', 'sqlite'), normalizeType('INTEGER', 'sqlite'));
	});

	it('takes spaces and case out of the types of SQLite', () => {
		assert.equal(normalizeType('varchar ( 20 )', 'sqlite'), 'VARCHAR(20)');
		assert.equal(normalizeType('unsigned  big int', 'sqlite'), 'UNSIGNED BIG INT');
	});
});

describe('normalizeExpression', () => {
	const same: readonly (readonly [written: string, byPostgresql: string])[] = [
		['price > 0', '((price > (0)::numeric))'],
		[
			"status IN ('a', 'b')",
			"((status)::text = ANY ((ARRAY['a'::character varying, 'b'::character varying])::text[]))",
		],
		["status NOT IN ('a')", "((status)::text <> ALL (ARRAY['a'::text]))"],
		["a LIKE 'x%'", "(a ~~ 'x%'::text)"],
		["a NOT ILIKE 'x%'", "(a !~~* 'x%'::text)"],
		['Lower("name") != \'\'', "(lower((name)::text) <> ''::text)"],
		['a = -1', "(a = '-1'::integer)"],
		[
			"now() > '2020-01-01'",
			"(now() > '2020-01-01 00:00:00+00'::timestamp with time zone)".replace(' 00:00:00+00', ''),
		],
	];
	for (const [written, byPostgresql] of same) {
		it(written, () => {
			assert.equal(normalizeExpression(written, 'postgresql'), normalizeExpression(byPostgresql, 'postgresql'));
		});
	}

	it('does not touch what is in strings, nor what is another condition', () => {
		for (const [one, other] of [
			["a = 'X'", "a = 'x'"],
			["a = 'b::text'", "a = 'b'"],
			['a > 0', 'a >= 0'],
			['a = 1', 'a = -1'],
			['"A" = 1', 'a = 1'],
		] as const) {
			assert.notEqual(normalizeExpression(one, 'postgresql'), normalizeExpression(other, 'postgresql'));
		}
	});

	it('folds the case of SQLite, comments and needless quotation marks', () => {
		assert.equal(normalizeExpression('( [A] == "b" /* so */ AND `c d` > 1_000 )', 'sqlite'), 'a = b and "c d" > 1000');
		assert.equal(normalizeExpression('(a) + (b)', 'sqlite'), '( a ) + ( b )');
	});
});

describe('normalizeDefault and normalizeDefinition', () => {
	it('takes DEFAULT NULL for none', () => {
		assert.equal(normalizeDefault('NULL', 'sqlite'), undefined);
		assert.equal(normalizeDefault('NULL::character varying', 'postgresql'), undefined);
		assert.equal(normalizeDefault("nextval('public.t_id_seq'::regclass)", 'postgresql'), "nextval 't_id_seq'");
		assert.equal(normalizeDefault('(1)', 'sqlite'), '1');
	});

	it('compares definitions by their words', () => {
		assert.equal(
			normalizeDefinition('CREATE VIEW "v" AS -- one\n  SELECT 1;', 'sqlite'),
			normalizeDefinition('create view V as select 1', 'sqlite'),
		);
	});
});

describe('names in expressions', () => {
	it('are found as words and in quotation marks, not in strings and comments', () => {
		assert.equal(mentions(`lower("Name") = 'x'`, 'name', 'sqlite'), true);
		assert.equal(mentions(`lower("Name") = 'x'`, 'name', 'postgresql'), false);
		assert.equal(mentions("a = 'name' -- name", 'name', 'sqlite'), false);
		assert.equal(mentions('names = 1', 'name', 'sqlite'), false);
		assert.equal(mentions('a = $$name$$', 'name', 'postgresql'), false);
	});

	it('are renamed in place', () => {
		assert.equal(renameIn(`a+[A]||'a'--a`, 'a', 'b c', 'sqlite'), `"b c"+"b c"||'a'--a`);
	});

	it('are read from texts of any kind', () => {
		const tokens = expressionTokens(`é = E'it\\'s' AND x >= .5e3 || "q""q"`, 'postgresql').map(({ text }) => text);
		assert.deepEqual(tokens, ['é', '=', "E'it\\'s'", 'AND', 'x', '>=', '.5e3', '||', '"q""q"']);
	});
});

import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { applyEdits } from '../../../src/lint/apply-edits.ts';
import { suppressFinding } from '../../../src/lint/suppress-finding.ts';
import { readSuppressions } from '../../../src/lint/suppression.ts';
import { lintExample } from '../../support/lint-example.ts';

const rulesIn = async (text: string, name = '001_a.sql') =>
	(await lintExample({ title: '', dialect: 'sqlite', files: { [name]: text } })).map(({ rule }) => rule);

describe('suppressions', () => {
	it('are about the next line, their own line, or the file', async () => {
		const table = 'CREATE TABLE 😀 (id INTEGER);';
		const down = '-- plumbline-ignore-file structure/missing-downgrade: forward only\r\n';
		assert.deepEqual(await rulesIn(`${down}${table}`), ['idempotency/create']);
		assert.deepEqual(await rulesIn(`${down}-- plumbline-ignore idempotency/create: once\r\n${table}`), []);
		assert.deepEqual(await rulesIn(`${down}${table} -- plumbline-ignore idempotency/create: once`), []);
		assert.deepEqual(await rulesIn(`${down}-- plumbline-ignore-file idempotency/create: once\r\n\r\n${table}`), []);
	});

	it('are written behind # in Python', async () => {
		const code = [
			'# plumbline-ignore-file structure/missing-downgrade: forward only',
			'def upgrade(conn):',
			'    # plumbline-ignore idempotency/create: once',
			'    conn.execute("CREATE TABLE t (id INTEGER)")',
			'',
		];
		assert.deepEqual(await rulesIn(code.join('\n'), '001_a.py'), []);
	});

	it('reach findings on file names', async () => {
		const files = {
			'001_a.sql': '-- migrate:up\nSELECT 1;\n-- migrate:down\nSELECT 1;\n',
			'003_b.sql':
				'-- plumbline-ignore-file order/gap: 002 was taken back\n-- migrate:up\nSELECT 1;\n-- migrate:down\nSELECT 1;\n',
		};
		assert.deepEqual(await lintExample({ title: '', dialect: 'sqlite', files }), []);
	});

	it('name several rules, with exact ranges', () => {
		const text = 'SELECT 1; -- plumbline-ignore order/gap, schema/unknown-table: both are meant\n';
		const found = readSuppressions(text);
		assert.deepEqual(
			found.map(({ rule, reason, scope }) => ({ rule, reason, scope })),
			[
				{ rule: 'order/gap', reason: 'both are meant', scope: { line: 0 } },
				{ rule: 'schema/unknown-table', reason: 'both are meant', scope: { line: 0 } },
			],
		);
		assert.deepEqual(
			found.map(({ range }) => text.slice(range.start, range.end)),
			['order/gap', 'schema/unknown-table'],
		);
		assert.ok(found.every(({ comment }) => text.slice(0, comment.start) + text.slice(comment.end) === 'SELECT 1;\n'));
	});
});

describe('the actions that suppress a finding', () => {
	const suppressed = async (name: string, text: string) => {
		const example = (source: string) => ({ title: '', dialect: 'sqlite', files: { [name]: source } }) as const;
		const findings = await lintExample(example(text));
		const fixes = findings.flatMap((finding) => suppressFinding(finding, text).map((fix) => ({ finding, fix })));
		return Promise.all(
			fixes.map(async ({ finding, fix }) => {
				const source = applyEdits(text, fix.edits);
				const left = await lintExample(example(source));
				return { source, rule: finding.rule, left: left.map(({ rule }) => rule) };
			}),
		);
	};

	it('silence it, whatever stands first in the file', async () => {
		const tried = [
			...(await suppressed('001_a.sql', '\uFEFF-- first\r\n  CREATE TABLE t (id INTEGER);\r\n')),
			...(await suppressed(
				'001_a.py',
				'#!/usr/bin/env python3\ndef upgrade(conn):\n    conn.execute("""\n    CREATE TABLE t (id INTEGER)\n    """)\n',
			)),
		];
		assert.equal(tried.length, 5);
		for (const { rule, left } of tried) assert.ok(!left.includes(rule) && !left.includes('lint/unused-suppression'));
	});

	it('keep the indentation and the line ends', async () => {
		const [forLine] = (await suppressed('001_a.sql', 'SELECT 1;\r\n  CREATE TABLE t (id INTEGER);\r\n')).filter(
			({ rule }) => rule === 'idempotency/create',
		);
		assert.equal(
			forLine?.source,
			'SELECT 1;\r\n  -- plumbline-ignore idempotency/create: say why\r\n  CREATE TABLE t (id INTEGER);\r\n',
		);
	});
});

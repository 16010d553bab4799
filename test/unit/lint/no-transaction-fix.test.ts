import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { applyEdits } from '../../../src/lint/apply-edits.ts';
import { lintExample } from '../../support/lint-example.ts';

const INDEX = 'CREATE INDEX CONCURRENTLY notes_id ON notes (id);';

describe('marking a migration as one that runs outside a transaction', () => {
	for (const [tool, text, expected] of [
		['dbmate', `-- migrate:up\n${INDEX}\n`, `-- migrate:up transaction:false\n${INDEX}\n`],
		['sql-migrate', `-- +migrate Up\r\n${INDEX}\r\n`, `-- +migrate Up notransaction\r\n${INDEX}\r\n`],
		['goose', `-- +goose Up\n${INDEX}\n`, `-- +goose NO TRANSACTION\n-- +goose Up\n${INDEX}\n`],
		['no tool that shows', `\uFEFF${INDEX}\r\n`, `\uFEFF-- plumbline:no-transaction\r\n${INDEX}\r\n`],
	] as const) {
		it(`is done in the words of ${tool}`, async () => {
			const found = await lintConcurrent('002_index.sql', text);
			const [fix] = found?.fixes ?? [];
			const fixed = applyEdits(text, fix?.edits ?? []);
			assert.equal(fixed, expected);
			assert.equal(await lintConcurrent('002_index.sql', fixed), undefined);
		});
	}
});

async function lintConcurrent(name: string, text: string) {
	const files = { '001_notes.sql': 'CREATE TABLE IF NOT EXISTS notes (id bigint);\n', [name]: text };
	const findings = await lintExample({ title: '', dialect: 'postgresql', files });
	return findings.find(({ rule }) => rule === 'locking/concurrently-in-transaction');
}

import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Convention } from '../../../src/migration/convention.ts';
import { findConvention } from '../../../src/migration/conventions/all.ts';
import { plain } from '../../../src/migration/conventions/plain.ts';
import { upDown } from '../../../src/migration/conventions/up-down.ts';
import type { MigrationFile, Script } from '../../../src/migration/migration.ts';
import { CodeReaderMissing, migrationReader } from '../../../src/migration/migration-reader.ts';

const file: MigrationFile = {
	uri: 'file:///c%3A/My%20Project/001_a.sql',
	fileName: '001_a.sql',
	version: '001',
	name: 'a',
	language: 'sql',
};

function read(text: string, convention: Convention = plain) {
	return migrationReader(convention)(file, text);
}

function sqlOf(script: Script | undefined): readonly string[] | undefined {
	return script?.fragments.map((fragment) => fragment.text.trim());
}

describe('reading an SQL migration', () => {
	const families: readonly (readonly [string, string])[] = [
		['-- migrate:up', '-- migrate:down'],
		['--migrate:up', '--migrate:down'],
		['-- +goose Up', '-- +goose Down'],
		['-- +migrate Up', '-- +migrate Down'],
		['-- Up Migration', '-- Down Migration'],
		['-- upgrade', '-- downgrade'],
		['-- UPGRADE', '-- DOWNGRADE'],
		['-- ==== Upgrade ====', '-- ==== Downgrade ===='],
		['-- plumbline:upgrade', '-- plumbline:downgrade'],
		['-- Up', '-- Down'],
		['  -- up:', '\t-- down:'],
	];
	for (const [up, down] of families) {
		for (const [lineEnd, label] of [
			['\n', 'LF'],
			['\r\n', 'CRLF'],
		] as const) {
			it(`divides by ${up} and ${down} (${label})`, () => {
				const text = ['-- About.', up, 'CREATE TABLE a (b);', down, 'DROP TABLE a;', ''].join(lineEnd);
				const migration = read(text);
				assert.deepEqual(sqlOf(migration.upgrade), ['CREATE TABLE a (b);']);
				assert.deepEqual(sqlOf(migration.downgrade), ['DROP TABLE a;']);
				assert.deepEqual(migration.problems, []);
				assert.equal(migration.upgrade?.range.start, text.indexOf('CREATE'));
				assert.equal(migration.downgrade?.range.start, text.indexOf('DROP'));
			});
		}
	}

	it('takes a file without markers for its upgrade', () => {
		const migration = read('CREATE TABLE a (b);\n');
		assert.deepEqual(sqlOf(migration.upgrade), ['CREATE TABLE a (b);']);
		assert.equal(migration.downgrade, undefined);
	});

	it('takes what stands before a lone downgrade marker for the upgrade', () => {
		const migration = read('CREATE TABLE a (b);\n-- migrate:down\nDROP TABLE a;');
		assert.deepEqual(sqlOf(migration.upgrade), ['CREATE TABLE a (b);']);
		assert.deepEqual(sqlOf(migration.downgrade), ['DROP TABLE a;']);
	});

	it('has no upgrade where only a downgrade is written', () => {
		const migration = read('-- About.\n-- downgrade\nDROP TABLE a;');
		assert.equal(migration.upgrade, undefined);
		assert.deepEqual(sqlOf(migration.downgrade), ['DROP TABLE a;']);
	});

	it('names what stands before the first section', () => {
		const text = '-- About.\nCREATE TABLE lost (b);\n\n-- migrate:up\nSELECT 1;';
		const [problem] = read(text).problems;
		assert.equal(text.slice(problem?.range.start, problem?.range.end), 'CREATE TABLE lost (b);');
		assert.match(problem?.message ?? '', /belongs to no section/);
	});

	it('reads several sections in their order', () => {
		const migration = read('-- migrate:up\nA;\n-- migrate:down\nB;\n-- migrate:up\nC;\n-- migrate:down\nD;\n');
		assert.deepEqual(sqlOf(migration.upgrade), ['A;', 'C;']);
		assert.deepEqual(sqlOf(migration.downgrade), ['B;', 'D;']);
	});

	it('divides by one family only', () => {
		const migration = read('-- migrate:up\n-- Up\nA;\n-- Down\nB;\n-- migrate:down\nC;');
		assert.equal(migration.upgrade?.fragments.length, 1);
		assert.deepEqual(sqlOf(migration.downgrade), ['C;']);
	});

	it('takes prose for prose', () => {
		const migration = read('-- Upgrade the users.\nA;\n-- Down here follows more.\nB;\n/* \n downgrade */\nC;');
		assert.equal(migration.upgrade?.fragments.length, 1);
		assert.equal(migration.downgrade, undefined);
	});

	const withoutTransaction: readonly string[] = [
		'-- migrate:up transaction:false\nA;\n-- migrate:down\nB;',
		'-- plumbline:no-transaction\nA;',
		'-- upgrade\n-- plumbline:no-transaction\nA;',
		'-- +goose NO TRANSACTION\n-- +goose Up\nA;',
		'-- +migrate Up notransaction\nA;',
		'-- no-transaction\nA;',
		'--! no-transaction\nA;',
		'-- atlas:txmode none\n\nA;',
	];
	for (const text of withoutTransaction) {
		it(`runs outside a transaction: ${JSON.stringify(text)}`, () => assert.equal(read(text).transaction, false));
	}

	it('keeps the transaction of the other section', () => {
		const migration = read('-- migrate:up\nA;\n-- migrate:down transaction:false\nB;');
		assert.equal(migration.transaction, true);
		assert.equal(migration.upgrade?.transaction, true);
		assert.equal(migration.downgrade?.transaction, false);
	});

	it('knows scripts that do nothing', () => {
		for (const text of [
			'',
			'\uFEFF',
			' \r\n',
			'-- Number kept free.\n',
			'/* a /* nested */ one */;',
			'/* open',
			';;',
		]) {
			assert.equal(read(text).upgrade?.empty, true, JSON.stringify(text));
		}
		const migration = read('-- upgrade\nA;\n-- downgrade\n-- Nothing to do.\n');
		assert.equal(migration.upgrade?.empty, false);
		assert.equal(migration.downgrade?.empty, true);
		assert.equal(read('/* closes */ SELECT 1').upgrade?.empty, false);
		assert.equal(read("/* SQLite's /* do not nest */ SELECT 1").upgrade?.empty, false);
	});

	it('does not hand a byte order mark to the grammar', () => {
		const migration = read('\uFEFFCREATE TABLE a (b);');
		assert.equal(migration.upgrade?.fragments[0]?.text, 'CREATE TABLE a (b);');
		assert.deepEqual(migration.upgrade?.fragments[0]?.toHost({ start: 0, end: 6 }), { start: 1, end: 7 });
		assert.deepEqual(sqlOf(read('\uFEFF-- upgrade\nA;').upgrade), ['A;']);
	});

	it('reads the downgrade from its own file', () => {
		const pair = { ...file, downgradeUri: 'file:///c%3A/My%20Project/001_a.down.sql' };
		const migration = migrationReader(upDown)(pair, '\uFEFFA;', '\uFEFFB;');
		assert.deepEqual(sqlOf(migration.upgrade), ['A;']);
		assert.deepEqual(sqlOf(migration.downgrade), ['B;']);
		assert.equal(migration.downgrade?.uri, pair.downgradeUri);
		const marked = migrationReader(plain)(pair, '-- migrate:up\nA;', '-- migrate:down\nB;');
		assert.deepEqual(sqlOf(marked.downgrade), ['B;']);
	});

	it('names a second downgrade', () => {
		const pair = { ...file, downgradeUri: 'file:///c%3A/My%20Project/001_a.down.sql' };
		const migration = migrationReader(plain)(pair, '-- upgrade\nA;\n-- downgrade\nB;', 'C;');
		assert.deepEqual(sqlOf(migration.downgrade), ['C;']);
		assert.match(migration.problems[0]?.message ?? '', /^001_a\.sql has two downgrades/);
	});

	it('has a downgrade alone where the upgrade of a pair is missing', () => {
		const migration = migrationReader(upDown)({ ...file, downgradeUri: file.uri }, 'B;', 'B;');
		assert.equal(migration.upgrade, undefined);
		assert.deepEqual(sqlOf(migration.downgrade), ['B;']);
	});

	it('ignores markers where the convention has none', () => {
		const prisma = findConvention('prisma');
		assert.ok(prisma);
		assert.equal(read('-- migrate:up\nA;\n-- migrate:down\nB;', prisma).downgrade, undefined);
	});

	it('maps every offset to the document, whatever stands in it', () => {
		const line = fc.oneof(
			fc.constantFrom('-- upgrade', '-- downgrade', '\uFEFF', '😀', '-- migrate:up', "'x", '/*'),
			fc.string({ unit: 'grapheme' }),
		);
		fc.assert(
			fc.property(fc.array(line), fc.constantFrom('\n', '\r\n', '\r'), (lines, lineEnd) => {
				const text = lines.join(lineEnd);
				const migration = read(text);
				for (const script of [migration.upgrade, migration.downgrade]) {
					for (const fragment of script?.fragments ?? []) {
						const host = fragment.toHost({ start: 0, end: fragment.text.length });
						assert.deepEqual(host, fragment.hostRange);
						assert.equal(text.slice(host.start, host.end), fragment.text);
					}
				}
			}),
		);
	});

	it('reads 20,000 lines', () => {
		const text = `-- upgrade\n${'INSERT INTO a VALUES (1);\n'.repeat(20_000)}-- downgrade\nDELETE FROM a;\n`;
		assert.equal(read(text).downgrade?.empty, false);
	});

	it('wants a code reader for code', () => {
		assert.throws(() => migrationReader(plain)({ ...file, language: 'python' }, ''), CodeReaderMissing);
	});
});

import assert from 'node:assert/strict';
import { conventions, findConvention } from '../../../src/migration/conventions/all.ts';
import { flyway } from '../../../src/migration/conventions/flyway.ts';
import { plain } from '../../../src/migration/conventions/plain.ts';
import { prisma } from '../../../src/migration/conventions/prisma.ts';
import { upDown } from '../../../src/migration/conventions/up-down.ts';

describe('conventions', () => {
	it('have ids of their own and are found by them', () => {
		for (const convention of conventions) assert.equal(findConvention(convention.id), convention);
		assert.equal(findConvention('nothing of the kind'), undefined);
	});

	describe('plain', () => {
		const read: readonly (readonly [string, string, string])[] = [
			['001_users.sql', '001', 'users'],
			['001-users.py', '001', 'users'],
			['20240102030405_users.ts', '20240102030405', 'users'],
			['2024_01_02_030405_users.sql', '2024_01_02_030405', 'users'],
			['2024-01-02-030405-users.sql', '2024-01-02-030405', 'users'],
			['0.19.sql', '0.19', ''],
			['1.2.0_users.sql', '1.2.0', 'users'],
			['V0001.Initial_Schema.sql', '0001', 'Initial_Schema'],
			['m0007_users.py', '0007', 'users'],
			['001 name with spaces.sql', '001', 'name with spaces'],
			['001_größe_😀.sql', '001', 'größe_😀'],
			['2024_users.SQL', '2024', 'users'],
		];
		for (const [fileName, version, name] of read) {
			it(`reads ${fileName}`, () => assert.deepEqual(plain.parseName(fileName), { version, name }));
		}

		for (const fileName of [
			'README.md',
			'__init__.py',
			'index.ts',
			'conftest.py',
			'env.py',
			'schema.sql',
			'2fa_setup.py',
			'001_users.sql.bak',
			'001_users.d.ts',
			'001_users.test.ts',
			'folder/001_users.sql',
			'001',
			'',
		]) {
			it(`leaves ${fileName || 'an empty name'} aside`, () => assert.equal(plain.parseName(fileName), undefined));
		}

		it('knows the half in a suffix behind a dot', () => {
			assert.deepEqual(plain.parseName('001_users.down.sql'), { version: '001', name: 'users', half: 'downgrade' });
			assert.deepEqual(plain.parseName('001_users.up.sql'), { version: '001', name: 'users', half: 'upgrade' });
		});

		it('leaves it to the other files whether a suffix behind an underscore is a half', () => {
			const parsed = plain.parseName('005_scale_down.sql');
			assert.deepEqual(parsed, { version: '005', name: 'scale_down', downgradeOf: ['scale', 'scale_up'] });
		});

		it('orders by number', () => {
			const versions = ['10', '2', '001', '0.19', '0.2', '20240102030405', '2024_01_02_030404', '20240102030405123456'];
			assert.deepEqual(versions.toSorted(plain.compareVersions), [
				'0.2',
				'0.19',
				'001',
				'2',
				'10',
				'2024_01_02_030404',
				'20240102030405',
				'20240102030405123456',
			]);
			assert.equal(plain.compareVersions('1', '001'), 0);
			assert.notEqual(plain.compareVersions('20240102030405123456', '20240102030405123457'), 0);
		});
	});

	describe('up-down', () => {
		it('reads halves and nothing else', () => {
			const up = { version: '0001', name: 'Initial_Schema', half: 'upgrade' };
			assert.deepEqual(upDown.parseName('V0001.Initial_Schema.up.sql'), up);
			assert.deepEqual(upDown.parseName('1_users.DOWN.sql'), { version: '1', name: 'users', half: 'downgrade' });
			assert.deepEqual(upDown.parseName('0001.up.sql'), { version: '0001', name: '', half: 'upgrade' });
			assert.equal(upDown.parseName('001_users.sql'), undefined);
			assert.equal(upDown.parseName('users.up.sql'), undefined);
		});
	});

	describe('prisma', () => {
		it('reads folders', () => {
			const parsed = prisma.parseName('20210604190809_initial_migration/migration.sql');
			assert.deepEqual(parsed, { version: '20210604190809', name: 'initial_migration' });
			assert.deepEqual(prisma.parseName('0_init/migration.sql'), { version: '0', name: 'init' });
			assert.equal(prisma.parseName('migration_lock.toml'), undefined);
			assert.equal(prisma.parseName('20210604190809_initial.sql'), undefined);
		});
	});

	describe('flyway', () => {
		it('reads versions and their undos', () => {
			assert.deepEqual(flyway.parseName('V1_2__add users.sql'), { version: '1_2', name: 'add users', half: 'upgrade' });
			assert.deepEqual(flyway.parseName('U2.1__users.sql'), { version: '2.1', name: 'users', half: 'downgrade' });
			assert.equal(flyway.parseName('R__views.sql'), undefined);
			assert.equal(flyway.parseName('V1_users.sql'), undefined);
		});

		it('orders underscores like dots', () => {
			assert.deepEqual(['1_10', '1_5', '1.6', '2'].toSorted(flyway.compareVersions), ['1_5', '1.6', '1_10', '2']);
		});
	});
});

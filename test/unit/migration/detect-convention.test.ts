import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { detectConvention } from '../../../src/migration/detect-convention.ts';

describe('detectConvention', () => {
	const cases: readonly (readonly [string, readonly string[]])[] = [
		['plain', ['001_a.sql', '002_b.py', '003_c.sql', 'README.md', '__init__.py']],
		['plain', ['001_a.sql', '001_a.down.sql', '002_b.sql', '002_b.down.sql', '003_c.sql']],
		['up-down', ['001_a.up.sql', '001_a.down.sql', '002_b.up.sql', '002_b.down.sql', 'seed.sql']],
		['prisma', ['0_init/migration.sql', '20240102030405_a/migration.sql', 'migration_lock.toml']],
		['flyway', ['V1__a.sql', 'V1_1__b.sql', 'U1__a.sql', 'R__views.sql']],
	];
	for (const [id, names] of cases) {
		it(`knows ${id} by ${names.join(', ')}`, () => {
			const detected = detectConvention(names);
			assert.equal(detected?.convention.id, id);
			assert.equal(detected?.otherGuess, undefined);
		});
	}

	it('says what it saw', () => {
		const names = ['001_apps.sql', '002_tags.py', 'README.md'];
		const detected = detectConvention(names, ['-- upgrade\nSELECT 1;\n-- downgrade\n', 'SELECT 1;']);
		assert.deepEqual(detected?.evidence, [
			'2 of 3 file names read as numbered files (plain): 001_apps.sql … 002_tags.py.',
			'1 of 2 texts are divided by `-- upgrade` and `-- downgrade`.',
		]);
	});

	it('names both guesses where half of a folder is pairs', () => {
		const names = ['001_a.up.sql', '001_a.down.sql', '002_b.sql', '003_c.sql'];
		const detected = detectConvention(names);
		assert.equal(detected?.convention.id, 'plain');
		assert.equal(detected?.otherGuess?.id, 'up-down');
		assert.match(detected?.evidence.at(-1) ?? '', /^Unsure: 2 of 4 file names read as pairs/);
	});

	it('says nothing of a folder without migrations', () => {
		assert.equal(detectConvention(['README.md', 'index.ts', 'schema.sql']), undefined);
		assert.equal(detectConvention([]), undefined);
	});

	it('knows the example', () => {
		const names = readdirSync(new URL('../../../examples/dashboard/migrations', import.meta.url));
		assert.equal(detectConvention(names)?.convention.id, 'plain');
	});
});

import assert from 'node:assert/strict';
import { distinguishingNames } from '../../../../src/project/session/database-target.ts';
import { fillPlaceholders } from '../../../../src/project/session/fill-placeholders.ts';

describe('fillPlaceholders', () => {
	const values: Readonly<Record<string, string>> = {
		HOST: 'db.internal',
		PLUMBLINE_SECRET_PROD_DB: 'p@ss/word?',
		EMPTY: '',
	};
	const fill = (url: string) => fillPlaceholders(url, (name) => values[name]);

	it('fills in variables and secrets, secrets as a URL can hold them', () => {
		assert.equal(
			fill('postgres://app:${secret:prod-db}@${env:HOST}/app'),
			'postgres://app:p%40ss%2Fword%3F@db.internal/app',
		);
	});

	it('takes a secret that is the whole URL as it is', () => {
		assert.equal(
			fillPlaceholders('${secret:url}', () => 'postgres://a:b@c/d'),
			'postgres://a:b@c/d',
		);
	});

	it('says which variable is not set, and shows no value', () => {
		assert.throws(
			() => fill('postgres://${env:HOST}/${secret:other}'),
			(error: Error) => {
				assert.match(error.message, /\$\{secret:other\} has no value: set the variable PLUMBLINE_SECRET_OTHER/);
				assert.doesNotMatch(error.message, /db\.internal/);
				return true;
			},
		);
		assert.throws(() => fill('${env:EMPTY}'), /set the variable EMPTY/);
	});
});

describe('distinguishingNames', () => {
	for (const [files, names] of [
		[
			['/p/data/app1/app.db', '/p/data/app2/app.db'],
			['app1', 'app2'],
		],
		[
			['/p/data/main.db', '/p/data/qa.sqlite3'],
			['main', 'qa'],
		],
		[
			['/p/a/x/1.db', '/p/a/y/z/2.db'],
			['x/1', 'y/z/2'],
		],
		[['/p/only.db'], ['only']],
		[
			['C:/p/a b/x.db', 'C:/p/c d/x.db'],
			['a b', 'c d'],
		],
	] as const) {
		it(`tells ${files.join(' and ')} apart as ${names.join(' and ')}`, () => {
			assert.deepEqual(distinguishingNames(files), names);
		});
	}
});

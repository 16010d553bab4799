import assert from 'node:assert/strict';
import { redactUrl } from '../../../src/database/redact-url.ts';

describe('a database URL for people', () => {
	for (const [url, shown] of [
		['postgres://app:s3cret@db.internal:5432/app', 'postgres://app:***@db.internal:5432/app'],
		['postgresql://app:p%40ss@[::1]/app?sslmode=require', 'postgresql://app:***@[::1]/app?sslmode=require'],
		['postgres://app@db/app?password=s3cret&x=1', 'postgres://app@db/app?password=***&x=1'],
		['postgres://app@db/app?x=1&sslpassword=s3cret#part', 'postgres://app@db/app?x=1&sslpassword=***#part'],
		['postgres://app:s3c@ret@db/app', 'postgres://app:***@db/app'],
		['postgres://app:s3c/r?e#t@db/app', 'postgres://app:***@db/app'],
		['postgres://:s3cret@db/app', 'postgres://:***@db/app'],
		['postgres://app@db:5432/app', 'postgres://app@db:5432/app'],
		['postgres://db:5432/app', 'postgres://db:5432/app'],
		['sqlite:data/app.db', 'sqlite:data/app.db'],
		['sqlite:data/user:name@host.db', 'sqlite:data/user:name@host.db'],
	] as const) {
		it(shown, () => assert.equal(redactUrl(url), shown));
	}
});

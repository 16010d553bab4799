import assert from 'node:assert/strict';
import { NativeModuleUnavailableError } from '../../../src/database/database-error.ts';
import { checkNativeSupport } from '../../../src/database/native-support.ts';

describe('a Node that better-sqlite3 would crash', () => {
	it('is told before anything is loaded, with what to do', () => {
		assert.throws(
			() => checkNativeSupport({ node: '20.20.0', napi: '9' }),
			(error: unknown) =>
				error instanceof NativeModuleUnavailableError &&
				/needs Node 22 or newer; this is Node 20\.20\.0/.test(error.message),
		);
	});

	it('is not suspected where it is new enough', () => {
		checkNativeSupport({ node: '22.0.0', napi: '10' });
		checkNativeSupport(process.versions);
	});
});

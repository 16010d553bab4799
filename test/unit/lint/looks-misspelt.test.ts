import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { looksMisspelt } from '../../../src/lint/looks-misspelt.ts';

describe('whether a name is a slip for another', () => {
	for (const [written, there] of [
		['note', 'notes'],
		['ntoes', 'notes'],
		['Subtitle', 'subtitle'],
		['notification_tpye', 'notification_type'],
		['customer_adresss', 'customer_address'],
	] as const) {
		it(`is so of ${written} beside ${there}`, () => assert.equal(looksMisspelt(written, there), true));
	}
	for (const [written, there] of [
		['notes_v1', 'notes_v2'],
		['notes_new', 'notes'],
		['ids', 'id'],
		['AuthenticationLogs', 'authentication_logs'],
		['users_email_idx', 'users_name_idx'],
		['mails', 'males'],
	] as const) {
		it(`is not so of ${written} beside ${there}`, () => assert.equal(looksMisspelt(written, there), false));
	}
});

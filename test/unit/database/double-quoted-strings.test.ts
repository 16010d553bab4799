import assert from 'node:assert/strict';
import { hasDoubleQuotedStrings } from '../../../src/database/sqlite/double-quoted-strings.ts';

const table = 'CREATE TABLE t ("id" INTEGER, s TEXT)';

describe('strings in double quotes', () => {
	for (const definitions of [
		[table, 'CREATE VIEW v AS SELECT id FROM t WHERE s = "active"'],
		[table, 'CREATE VIEW active AS SELECT id FROM t WHERE s = "active"'],
		['CREATE TABLE t (a DEFAULT "x")'],
		['CREATE TABLE t (a CHECK (a IN ("x", "y")))'],
		[table, 'CREATE INDEX i ON t (s) WHERE s = "x"'],
		[table, 'CREATE TRIGGER tr AFTER INSERT ON t BEGIN UPDATE t SET s = "new"; END'],
	]) {
		it(`are found: ${definitions.at(-1)}`, () => assert.equal(hasDoubleQuotedStrings(definitions), true));
	}

	for (const definitions of [
		[table, 'CREATE VIEW v AS SELECT "id" FROM "t" WHERE "s" = \'active\''],
		[table, 'CREATE VIEW v AS SELECT x."id" AS "The Id" FROM t AS "x" ORDER BY "The Id"'],
		['CREATE TABLE "a b" ("c d" TEXT CHECK (length("c d") > 0))'],
		[table, 'CREATE TRIGGER tr AFTER INSERT ON t BEGIN UPDATE t SET "s" = new."s" WHERE "id" = new."id"; END'],
		[table, 'CREATE VIEW v AS SELECT \'"quoted"\' AS q FROM t'],
	]) {
		it(`are not suspected: ${definitions.at(-1)}`, () => assert.equal(hasDoubleQuotedStrings(definitions), false));
	}
});

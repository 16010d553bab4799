import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { loadDialect } from '../../../src/sql/dialects.ts';
import { FormatRefusedError, formatSql } from '../../../src/sql/format-sql.ts';

describe('formatting SQL', () => {
	it('changes the layout and nothing else', async () => {
		const text = "-- upgrade\r\ncreate table  t(a int,\r\n b text default '  two  spaces ');\r\n";
		const formatted = await formatSql(text, await loadDialect('sqlite'));
		assert.equal(formatted, "-- upgrade\r\ncreate table t (a int, b text default '  two  spaces ');\r\n");
		assert.equal(await formatSql(formatted, await loadDialect('sqlite')), formatted);
	});

	it('leaves function bodies as they are written', async () => {
		const body = '$body$\n  BEGIN   RETURN 1;  END\n$body$';
		const text = `CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS ${body};\n`;
		assert.ok((await formatSql(text, await loadDialect('postgresql'))).includes(body));
	});

	it('refuses to tear a comment off its statement', async () => {
		const text =
			'CREATE TABLE a (id INTEGER); -- plumbline-ignore idempotency/create: once\nCREATE TABLE b (id INTEGER);\n';
		await assert.rejects(formatSql(text, await loadDialect('sqlite')), FormatRefusedError);
	});

	it('refuses what it cannot read', async () => {
		await assert.rejects(formatSql('CREATE TABEL t (a int);', await loadDialect('sqlite')), FormatRefusedError);
	});
});

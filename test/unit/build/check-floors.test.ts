import assert from 'node:assert/strict';
import { floorViolations } from '../../../build/check-floors.ts';

/** The violations of a source tree whose file `name` has one import; what it imports exists. */
async function violationsOf(name: string, code: string, ...others: readonly string[]): Promise<string[]> {
	return floorViolations(new Map([[name, code], ...others.map((other): [string, string] => [other, ''])]));
}

describe('the check of the floors', () => {
	it('is silent on imports from floors below', async () => {
		const code = "import { parse } from '../sql/parse.ts';\nimport type { Schema } from '../schema/schema.ts';";
		assert.deepEqual(await violationsOf('lint/rule.ts', code, 'sql/parse.ts', 'schema/schema.ts'), []);
	});

	it('names the file, line and import that reach for a floor above', async () => {
		const violations = await violationsOf('sql/parse.ts', "\nimport { lint } from '../lint/lint.ts';", 'lint/lint.ts');
		assert.deepEqual(violations, ['src/sql/parse.ts:2 imports ../lint/lint.ts: sql stands on nothing']);
	});

	for (const code of [
		"import type { Rule } from '../lint/rule.ts';",
		"export type { Rule } from '../lint/rule.ts';",
		"export type Rule = import('../lint/rule.ts').Rule;",
		"const rule = await import('../lint/rule.ts');",
	]) {
		it(`sees ${code}`, async () => {
			assert.equal((await violationsOf('run/run.ts', code, 'lint/rule.ts')).length, 1);
		});
	}

	it('takes no comment and no string for an import', async () => {
		const code = "// import '../lint/rule.ts'\nexport const text = \"import '../lint/rule.ts'\";";
		assert.deepEqual(await violationsOf('sql/parse.ts', code, 'lint/rule.ts'), []);
	});

	it('keeps vscode in the editor and drivers in the database room', async () => {
		assert.equal((await violationsOf('server/main.ts', "import * as vscode from 'vscode';")).length, 1);
		assert.equal((await violationsOf('editor/extension.ts', "import * as vscode from 'vscode';")).length, 0);
		assert.equal((await violationsOf('run/run.ts', "import pg from 'pg';")).length, 1);
		assert.equal(
			(await violationsOf('verify/shadow.ts', "import { x } from '@electric-sql/pglite/contrib/hstore';")).length,
			1,
		);
	});

	it('lets the faces have the part of project that needs no database, and the worker all of it', async () => {
		const session = "import { open } from '../project/session/open.ts';";
		assert.equal((await violationsOf('cli/main.ts', session, 'project/session/open.ts')).length, 1);
		assert.equal((await violationsOf('worker/main.ts', session, 'project/session/open.ts')).length, 0);
		const roots = "import { findRoot } from '../project/root.ts';";
		assert.equal((await violationsOf('cli/main.ts', roots, 'project/root.ts')).length, 0);
		const inside = "import { open } from './session/open.ts';";
		assert.equal((await violationsOf('project/root.ts', inside, 'project/session/open.ts')).length, 1);
	});

	it('lets the editor see nothing of the server but its protocol', async () => {
		assert.equal(
			(await violationsOf('editor/tree.ts', "import '../server/protocol.ts';", 'server/protocol.ts')).length,
			0,
		);
		assert.equal((await violationsOf('editor/tree.ts', "import '../server/main.ts';", 'server/main.ts')).length, 1);
	});

	it('lets a protocol name types only', async () => {
		const type = "import type { Finding } from '../lint/finding.ts';";
		assert.equal((await violationsOf('worker/protocol.ts', type, 'lint/finding.ts')).length, 0);
		const value = "import { Finding } from '../lint/finding.ts';";
		assert.equal((await violationsOf('worker/protocol.ts', value, 'lint/finding.ts')).length, 1);
		const driver = "import type { Connection } from '../database/connection.ts';";
		assert.equal((await violationsOf('worker/protocol.ts', driver, 'database/connection.ts')).length, 1);
	});

	it('finds circles, of types too', async () => {
		const sources = new Map([
			['sql/a.ts', "import type { B } from './b.ts';"],
			['sql/b.ts', "import { c } from './c.ts';"],
			['sql/c.ts', "import { a } from './a.ts';"],
		]);
		assert.deepEqual(await floorViolations(sources), [
			'circle: src/sql/a.ts → src/sql/b.ts → src/sql/c.ts → src/sql/a.ts',
		]);
	});

	it('lets the faces name the values that the worker sends them, and no more', async () => {
		const named = "import type { RunEvent } from '../run/events.ts';";
		assert.equal((await violationsOf('cli/report.ts', named, 'run/events.ts')).length, 0);
		assert.equal((await violationsOf('editor/report.ts', named, 'run/events.ts')).length, 1);
		const used = "import { run } from '../run/run.ts';";
		assert.equal((await violationsOf('cli/report.ts', used, 'run/run.ts')).length, 1);
	});

	it('finds imports that lead out of src, and rooms that nobody planned', async () => {
		assert.equal((await violationsOf('sql/a.ts', "import '../../build/root.ts';")).length, 1);
		assert.equal((await violationsOf('sql/a.ts', "import '../../package.json';")).length, 0);
		assert.equal((await violationsOf('utils/a.ts', "import '../sql/parse.ts';", 'sql/parse.ts')).length, 1);
	});
});

import assert from 'node:assert/strict';
import { setTimeout } from 'node:timers/promises';
import * as vscode from 'vscode';
import { findings, plumbline, workspaceFile } from '../plumbline.ts';
import { waitFor } from '../wait-for.ts';

/** Longer than it takes to look through the workspace. */
const settledMs = 3000;

describe('in a workspace with SQL and no migrations', () => {
	const report = workspaceFile('queries/report.sql');

	it('no server is started', async () => {
		await vscode.window.showTextDocument(report);
		const { server } = await plumbline();
		await setTimeout(settledMs);
		assert.equal(server.started, false);
		assert.deepEqual(findings(report), []);
	});

	it('the server is started when the first migration is written', async () => {
		const { server } = await plumbline();
		const uri = workspaceFile('migrations/001_users.sql');
		await vscode.workspace.fs.writeFile(
			uri,
			new TextEncoder().encode('CREATE TABLE users (id INTEGER PRIMARY KEY);\n'),
		);
		await waitFor('the server', () => (server.started ? true : undefined));
		await vscode.window.showTextDocument(uri);
		await waitFor('a finding', () => (findings(uri).length > 0 ? true : undefined));
	});
});

import assert from 'node:assert/strict';
import { setTimeout } from 'node:timers/promises';
import { afterEach, describe, it } from 'mocha';
import { type CodeAction, CodeActionRequest, FileChangeType, TextDocumentSyncKind } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { FileSystem } from '../../../src/project/file-system.ts';
import { findProjectRoots } from '../../../src/project/find-roots.ts';
import { openProject } from '../../../src/project/project.ts';
import type { ServerParts } from '../../../src/server/connect.ts';
import type { ProjectState, ProjectSummary, ServerNotifications } from '../../../src/server/protocol.ts';
import { type ClientOptions, LanguageClient } from '../../support/language-client.ts';
import { memoryFiles } from '../../support/memory-files.ts';
import { RecordingWorker } from '../../support/recording-worker.ts';

const root = 'file:///shop';
const first = `${root}/migrations/001_apps.sql`;
const second = `${root}/migrations/002_title.sql`;
const firstText = 'CREATE TABLE IF NOT EXISTS apps (id INTEGER PRIMARY KEY);\n';
const secondText = 'UPDATE apps SET title = 1;\n';
const environments = {
	dev: { url: 'sqlite:data/dev.db' },
	prod: { url: 'sqlite:data/prod.db', protected: true },
	slow: { url: 'sqlite:data/slow.db', protected: true },
	far: { url: 'postgres://far/app' },
};
const texts = {
	'migrations/001_apps.sql': firstText,
	'migrations/002_title.sql': secondText,
	'plumbline.json': JSON.stringify({ migrations: [{ path: 'migrations', dialect: 'sqlite' }], environments }),
};

/** A workspace in memory, whose files can be replaced. */
class Workspace {
	texts: Readonly<Record<string, string>> = texts;
	readonly worker = new RecordingWorker();
	readonly opened: boolean[] = [];
	readonly trusted: string[] = [];
	workersCreated = 0;
	lintDelayMs = 0;
	openDelayMs = 0;

	get parts(): ServerParts {
		const now = () => memoryFiles(root, this.texts);
		const files: FileSystem = {
			readText: (uri) => now().readText(uri),
			readHead: (uri, bytes) => now().readHead(uri, bytes),
			list: (uri) => now().list(uri),
			exists: (uri) => now().exists(uri),
		};
		return {
			files,
			findRoots: (folders) => findProjectRoots(folders, files),
			openProject: async (at, trusted) => {
				this.opened.push(trusted);
				const project = await openProject(at, { files });
				if (this.openDelayMs > 0) await setTimeout(this.openDelayMs);
				const lintFile = project.lintFile.bind(project);
				project.lintFile = async (uri) => {
					if (this.lintDelayMs > 0) await setTimeout(this.lintDelayMs);
					return lintFile(uri);
				};
				return project;
			},
			trustProject: (project) => void this.trusted.push(project.root),
			createWorker: () => {
				this.workersCreated += 1;
				return this.worker;
			},
		};
	}
}

let client: LanguageClient;

async function start(workspace: Workspace, options: Partial<ClientOptions> = {}): Promise<LanguageClient> {
	[client] = await LanguageClient.start(workspace.parts, { folders: [root], ...options });
	return client;
}

function rules(diagnostics: readonly { code?: string | number }[]): unknown[] {
	return diagnostics.map(({ code }) => code);
}

describe('the language server: documents', () => {
	afterEach(() => client.dispose());

	it('asks for the documents in migration directories and for no others', async () => {
		const [made, { capabilities }] = await LanguageClient.start(new Workspace().parts, { folders: [root] });
		client = made;
		assert.equal(capabilities.textDocumentSync, TextDocumentSyncKind.None);
		assert.equal(capabilities.codeActionProvider, undefined);
		await client.until(() => (client.registered.size === 5 ? true : undefined));
		const expected = [{ scheme: 'file', pattern: { baseUri: `${root}/migrations`, pattern: '**/*' } }];
		for (const method of [
			'textDocument/didOpen',
			'textDocument/didChange',
			'textDocument/didClose',
			'textDocument/codeAction',
		]) {
			assert.deepEqual(client.selectors(method), [expected], method);
		}
	});

	it('announces them to a client that cannot be asked', async () => {
		const [made, { capabilities }] = await LanguageClient.start(new Workspace().parts, {
			folders: [root],
			capabilities: {},
		});
		client = made;
		assert.deepEqual(capabilities.textDocumentSync, { openClose: true, change: TextDocumentSyncKind.Incremental });
		assert.ok(capabilities.codeActionProvider);
		assert.deepEqual(rules(await client.open(second, secondText)), [
			'schema/unknown-column',
			'structure/missing-downgrade',
		]);
		assert.equal(client.registered.size, 0);
	});

	it('are judged by what is typed, in themselves and in later ones', async () => {
		await start(new Workspace());
		await client.open(first, firstText);
		assert.ok(rules(await client.open(second, secondText)).includes('schema/unknown-column'));
		const at = { line: 0, character: firstText.indexOf(')') };
		await client.connection.sendNotification('textDocument/didChange', {
			textDocument: { uri: first, version: 2 },
			contentChanges: [{ range: { start: at, end: at }, text: ', title INTEGER' }],
		});
		await client.diagnostics(first, 2);
		await client.until(() =>
			rules(client.published(second)?.diagnostics ?? []).includes('schema/unknown-column') ? undefined : true,
		);
	});

	it('are judged by unsaved texts that are opened after them', async () => {
		await start(new Workspace());
		assert.ok(rules(await client.open(second, secondText)).includes('schema/unknown-column'));
		await client.open(first, firstText.replace(')', ', title TEXT)'));
		await client.until(() =>
			rules(client.published(second)?.diagnostics ?? []).includes('schema/unknown-column') ? undefined : true,
		);
	});

	it('that change faster than they are read get no diagnostics of the versions between', async () => {
		const workspace = new Workspace();
		workspace.lintDelayMs = 40;
		await start(workspace);
		await client.open(second, secondText);
		const seen: (number | undefined)[] = [];
		client.connection.onNotification('textDocument/publishDiagnostics', ({ version }: { version?: number }) => {
			seen.push(version);
		});
		for (let version = 2; version <= 30; version += 1) {
			await client.connection.sendNotification('textDocument/didChange', {
				textDocument: { uri: second, version },
				contentChanges: [{ text: `UPDATE apps SET id = ${version};\n` }],
			});
		}
		await pollUntil(() => seen.includes(30));
		assert.deepEqual(seen, [30]);
	});

	it('have no diagnostics when they are closed, nor when they are no migrations', async () => {
		await start(new Workspace());
		await client.open(second, secondText);
		await client.connection.sendNotification('textDocument/didClose', { textDocument: { uri: second } });
		await client.until(() => (client.published(second)?.diagnostics.length === 0 ? true : undefined));
		assert.deepEqual(await client.open(`${root}/notes.sql`, 'SELEKT;'), []);
	});

	it('are fixed by the edit of a code action', async () => {
		await start(new Workspace());
		const text = 'create table tags (id integer primary key);\n\n-- downgrade\nDROP TABLE IF EXISTS tags;\n';
		const [diagnostic] = await client.open(second, text);
		assert.equal(diagnostic?.code, 'idempotency/create');
		assert.match(diagnostic?.codeDescription?.href ?? '', /docs\/rules\/idempotency-create\.md$/);
		const ask = { textDocument: { uri: second }, range: diagnostic.range, context: { diagnostics: [diagnostic] } };
		const actions = ((await client.connection.sendRequest(CodeActionRequest.type, ask)) ?? []) as CodeAction[];
		const [change] = actions[0]?.edit?.documentChanges ?? [];
		assert.ok(change !== undefined && 'edits' in change);
		assert.equal(change.textDocument.version, 1);
		const document = TextDocument.create(second, 'sql', 1, text);
		const fixed = TextDocument.applyEdits(
			document,
			change.edits.filter((edit) => 'newText' in edit),
		);
		assert.match(fixed, /^create table if not exists tags/);
		await client.connection.sendNotification('textDocument/didChange', {
			textDocument: { uri: second, version: 2 },
			contentChanges: [{ text: fixed }],
		});
		assert.deepEqual(await client.diagnostics(second, 2), []);
	});

	it('are found again after files changed on the disk', async () => {
		const workspace = new Workspace();
		await start(workspace);
		assert.ok(rules(await client.open(second, secondText)).includes('schema/unknown-column'));
		const withTitle = 'CREATE TABLE IF NOT EXISTS apps (id INTEGER PRIMARY KEY, title TEXT);\n';
		workspace.texts = { ...texts, 'migrations/001_apps.sql': withTitle };
		await client.connection.sendNotification('workspace/didChangeWatchedFiles', {
			changes: [{ uri: first, type: FileChangeType.Changed }],
		});
		await client.until(() =>
			rules(client.published(second)?.diagnostics ?? []).includes('schema/unknown-column') ? undefined : true,
		);
	});

	it('count as they are on the disk when they were closed without saving', async () => {
		await start(new Workspace());
		await client.open(first, firstText.replace(')', ', title TEXT)'));
		assert.equal(rules(await client.open(second, secondText)).includes('schema/unknown-column'), false);
		await client.connection.sendNotification('textDocument/didClose', { textDocument: { uri: first } });
		await client.until(() =>
			rules(client.published(second)?.diagnostics ?? []).includes('schema/unknown-column') ? true : undefined,
		);
	});

	it('count as they are on the disk when they come back after they were deleted and closed', async () => {
		const workspace = new Workspace();
		await start(workspace);
		await client.open(first, firstText.replace(')', ', title TEXT)'));
		assert.equal(rules(await client.open(second, secondText)).includes('schema/unknown-column'), false);
		let changes = 0;
		client.connection.onNotification('plumbline/projectsChanged', () => {
			changes += 1;
		});
		const { 'migrations/001_apps.sql': _, ...without } = texts;
		const onDisk = async (now: Readonly<Record<string, string>>, type: FileChangeType) => {
			const before = changes;
			workspace.texts = now;
			await client.connection.sendNotification('workspace/didChangeWatchedFiles', { changes: [{ uri: first, type }] });
			await pollUntil(() => changes > before);
		};
		await onDisk(without, FileChangeType.Deleted);
		await client.connection.sendNotification('textDocument/didClose', { textDocument: { uri: first } });
		await onDisk(texts, FileChangeType.Created);
		await client.until(() =>
			rules(client.published(second)?.diagnostics ?? []).includes('schema/unknown-column') ? true : undefined,
		);
	});

	it('are judged by the innermost of the projects that they belong to', async () => {
		const workspace = new Workspace();
		workspace.texts = { 'shop/migrations/001_apps.sql': firstText, 'shop/migrations/002_title.sql': secondText };
		await start(workspace);
		const inner = `${root}/shop/migrations/002_title.sql`;
		assert.ok(rules(await client.open(inner, secondText)).includes('schema/unknown-column'));
		const settings = { rules: { 'schema/unknown-column': 'off' } };
		workspace.texts = {
			...workspace.texts,
			'migrations/001_other.sql': firstText,
			'shop/plumbline.json': JSON.stringify(settings),
		};
		await client.connection.sendNotification('workspace/didChangeWatchedFiles', {
			changes: [
				{ uri: `${root}/shop/plumbline.json`, type: FileChangeType.Created },
				{ uri: `${root}/migrations/001_other.sql`, type: FileChangeType.Created },
			],
		});
		await client.until(() =>
			rules(client.published(inner)?.diagnostics ?? []).includes('schema/unknown-column') ? undefined : true,
		);
	});

	it('of a project that appears are found without a restart', async () => {
		const workspace = new Workspace();
		workspace.texts = { 'notes.txt': 'nothing' };
		await start(workspace);
		assert.deepEqual(await client.connection.sendRequest('plumbline/projects', {}), []);
		workspace.texts = texts;
		await client.connection.sendNotification('workspace/didChangeWatchedFiles', {
			changes: [{ uri: `${root}/plumbline.json`, type: FileChangeType.Created }],
		});
		await client.until(() => client.selectors('textDocument/didOpen').at(0));
	});
});

describe('the language server: databases', () => {
	afterEach(() => client.dispose());

	it('are not touched in a workspace that is not trusted', async () => {
		const workspace = new Workspace();
		await start(workspace, { trusted: false });
		const requests = ['refresh', 'plan', 'apply', 'revert', 'verify'];
		for (const name of requests) {
			const params = { root, environment: 'dev', action: 'apply', token: 't' };
			await assert.rejects(client.connection.sendRequest(`plumbline/${name}`, params), /not trusted/, name);
		}
		assert.equal(workspace.workersCreated, 0);
		assert.deepEqual(workspace.opened, [false], 'git is not asked either');

		await client.connection.sendNotification('plumbline/trusted', {});
		const state = await client.connection.sendRequest<ProjectState>('plumbline/refresh', { root, environment: 'dev' });
		assert.equal(state.databases.length, 1);
		assert.deepEqual(workspace.trusted, [root]);
	});

	it('start no worker before they are asked for', async () => {
		const workspace = new Workspace();
		await start(workspace);
		await client.open(second, secondText);
		assert.equal(workspace.workersCreated, 0);
	});

	it('that are protected or far away are read only when they are named', async () => {
		const workspace = new Workspace();
		await start(workspace);
		const refresh = (environment?: string) =>
			client.connection.sendRequest<ProjectState>('plumbline/refresh', { root, ...(environment && { environment }) });
		const names = (state: ProjectState) => state.databases.map(({ name }) => name);
		assert.deepEqual(names(await refresh()), ['dev']);
		assert.deepEqual(names(await refresh('prod')), ['dev', 'prod']);
		workspace.worker.asked.length = 0;
		await refresh();
		assert.deepEqual(workspace.worker.asked.toSorted(), ['status dev', 'status prod']);
	});

	it('tell of a run under its token, and are read again after it', async () => {
		const workspace = new Workspace();
		await start(workspace);
		const events: ServerNotifications['plumbline/runEvent'][] = [];
		const states: ProjectState[] = [];
		client.connection.onNotification('plumbline/runEvent', (event) => void events.push(event));
		client.connection.onNotification('plumbline/stateChanged', (state) => void states.push(state));
		const report = await client.connection.sendRequest('plumbline/apply', { root, environment: 'dev', token: 'mine' });
		assert.deepEqual(report, { action: 'apply', done: [], notReached: [], cancelled: false });
		assert.deepEqual(events, [
			{ token: 'mine', database: 'dev', event: { type: 'plan', action: 'apply', versions: ['001'] } },
		]);
		assert.deepEqual(workspace.worker.asked, ['up dev', 'status dev']);
		assert.deepEqual(
			states.at(-1)?.databases.map(({ name }) => name),
			['dev'],
		);
	});

	it('can be cancelled', async () => {
		await start(new Workspace());
		const { CancellationTokenSource } = await import('vscode-languageserver/node');
		const source = new CancellationTokenSource();
		client.connection.onNotification('plumbline/runEvent', () => source.cancel());
		const report = await client.connection.sendRequest<{ cancelled: boolean }>(
			'plumbline/apply',
			{ root, environment: 'slow', token: 't' },
			source.token,
		);
		assert.equal(report.cancelled, true);
	});

	it('keep what was proved until something runs', async () => {
		await start(new Workspace());
		const target = { root, environment: 'dev', token: 't' };
		const refresh = async () => client.connection.sendRequest<ProjectState>('plumbline/refresh', { root });
		await client.connection.sendRequest('plumbline/verify', target);
		assert.deepEqual(Object.keys((await refresh()).verified), ['dev']);
		await client.connection.sendRequest('plumbline/apply', target);
		assert.deepEqual((await refresh()).verified, {});
	});

	it('are verified without asking only where they may be read without asking', async () => {
		const workspace = new Workspace();
		await start(workspace);
		const reports = await client.connection.sendRequest<unknown[]>('plumbline/verify', { root, token: 't' });
		assert.equal(reports.length, 1);
		assert.deepEqual(workspace.worker.asked, ['verify dev', 'status dev']);
	});

	it('that cannot be read do not hide the others', async () => {
		const workspace = new Workspace();
		await start(workspace);
		await client.connection.sendRequest('plumbline/refresh', { root, environment: 'prod' });
		workspace.worker.broken.add('dev');
		const state = await client.connection.sendRequest<ProjectState>('plumbline/refresh', { root });
		assert.deepEqual(
			state.databases.map(({ name }) => name),
			['prod'],
		);
		const alone = client.connection.sendRequest('plumbline/refresh', { root, environment: 'dev' });
		await assert.rejects(alone, /dev is out of reach/);
	});

	it('are read again when their files change, but only those that were read before', async () => {
		const workspace = new Workspace();
		await start(workspace);
		await client.connection.sendRequest('plumbline/refresh', { root });
		workspace.worker.asked.length = 0;
		const changed = (name: string) => ({ uri: `${root}/data/${name}`, type: FileChangeType.Changed });
		let notified = 0;
		client.connection.onNotification('plumbline/stateChanged', () => {
			notified += 1;
		});
		await client.connection.sendNotification('workspace/didChangeWatchedFiles', {
			changes: [changed('dev.db'), changed('dev.db-wal'), changed('prod.db')],
		});
		await pollUntil(() => notified > 0);
		assert.deepEqual(workspace.worker.asked, ['status dev']);
	});

	it('of an unknown name are an error that lists the known ones', async () => {
		await start(new Workspace());
		const unknown = client.connection.sendRequest('plumbline/refresh', { root, environment: 'pord' });
		await assert.rejects(unknown, /no environment "pord".*dev, prod, slow, far/);
		await assert.rejects(client.connection.sendRequest('plumbline/refresh', { root: 'file:///other' }), /not the root/);
	});
});

describe('the language server: projects', () => {
	afterEach(() => client.dispose());

	it('are listed with their environments, and with what is wrong in the configuration', async () => {
		const workspace = new Workspace();
		workspace.texts = {
			...texts,
			'plumbline.json': '{ "migrations": [{ "path": "migrations", "dialect": "sqlite" }], "migrationz": [] }',
		};
		await start(workspace);
		const [project] = await client.connection.sendRequest<ProjectSummary[]>('plumbline/projects', {});
		assert.match(project?.problems[0] ?? '', /migrationz/);
	});

	it('offer the page of each rule', async () => {
		await start(new Workspace());
		const page = await client.connection.sendRequest<string>('plumbline/rulePage', { rule: 'idempotency/create' });
		assert.match(page, /^# idempotency\/create/);
		await assert.rejects(
			client.connection.sendRequest('plumbline/rulePage', { rule: 'no/such' }),
			/no rule "no\/such"/,
		);
	});

	it('let go of the worker on shutdown', async () => {
		const workspace = new Workspace();
		await start(workspace);
		await client.connection.sendRequest('plumbline/refresh', { root });
		await client.connection.sendRequest('shutdown');
		assert.equal(workspace.worker.disposed, true);
		const late = client.connection.sendRequest('plumbline/refresh', { root, environment: 'dev' });
		await assert.rejects(late, /ending/);
		assert.equal(workspace.workersCreated, 1);
	});

	it('that are being opened when the workspace becomes trusted are trusted as well', async () => {
		const workspace = new Workspace();
		workspace.openDelayMs = 50;
		workspace.texts = { 'notes.txt': 'nothing' };
		await start(workspace, { trusted: false });
		workspace.texts = texts;
		await client.connection.sendNotification('workspace/didChangeWatchedFiles', {
			changes: [{ uri: `${root}/plumbline.json`, type: FileChangeType.Created }],
		});
		await pollUntil(() => workspace.opened.length > 0);
		await client.connection.sendNotification('plumbline/trusted', {});
		await pollUntil(() => workspace.trusted.length > 0);
		assert.deepEqual([workspace.opened, workspace.trusted], [[false], [root]]);
	});
});

async function pollUntil(ask: () => boolean): Promise<void> {
	while (!ask()) await setTimeout(20);
}

import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { type CodeAction, CodeActionKind, type Range, type WorkspaceEdit } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Finding, Fix } from '../../../src/lint/finding.ts';
import { type CodeActionRequest, codeActions, fixAllKind } from '../../../src/server/code-actions.ts';

const uri = 'file:///shop/migrations/005_widgets.sql';
const text = 'create table widgets (id integer);\ncreate index by_id on widgets (id);\n';
const document = TextDocument.create(uri, 'sql', 7, text);
const able = {
	documentChanges: true,
	renamesFiles: true,
	dynamicDocuments: true,
	dynamicCodeActions: true,
	watchesFiles: true,
	relativeSelectors: true,
	relativeWatchers: true,
	changesFolders: true,
};

function guard(at: string, safety: Fix['safety'] = 'safe'): Fix {
	const offset = text.indexOf(at) + at.length;
	return {
		title: `Add IF NOT EXISTS after ${at}`,
		safety,
		edits: [{ uri, range: { start: offset, end: offset }, newText: ' if not exists' }],
	};
}

function finding(at: string, fixes: readonly Fix[]): Finding {
	const start = text.indexOf(at);
	const range = { start, end: start + at.length };
	return {
		rule: 'idempotency/create',
		severity: 'warning',
		message: at,
		uri,
		range,
		related: [],
		fixes,
		released: false,
	};
}

function ask(findings: readonly Finding[], over: Partial<CodeActionRequest> = {}): CodeAction[] {
	return askAll(findings, over).filter(({ title }) => !title.startsWith('Suppress'));
}

function askAll(findings: readonly Finding[], over: Partial<CodeActionRequest> = {}): CodeAction[] {
	return codeActions({
		document,
		findings,
		range: { start: { line: 0, character: 3 }, end: { line: 0, character: 3 } },
		context: { diagnostics: [] },
		documents: new Map([[uri, document]]),
		features: able,
		ruleUrl: (rule) => `rule:${rule}`,
		mayFix: true,
		...over,
	});
}

const both = [finding('create table', [guard('create table')]), finding('create index', [guard('create index')])];
const whole: Range = { start: { line: 0, character: 0 }, end: { line: 2, character: 0 } };

describe('code actions', () => {
	it('are the fixes of the findings at the cursor, with the version that they were made for', () => {
		const [action, ...others] = ask(both);
		assert.deepEqual(others, []);
		assert.equal(action?.title, 'Add IF NOT EXISTS after create table');
		assert.equal(action?.kind, CodeActionKind.QuickFix);
		assert.equal(action?.diagnostics?.[0]?.message, 'create table');
		assert.deepEqual(action?.edit, {
			documentChanges: [
				{
					textDocument: { uri, version: 7 },
					edits: [
						{
							range: { start: { line: 0, character: 12 }, end: { line: 0, character: 12 } },
							newText: ' if not exists',
						},
					],
				},
			],
		} satisfies WorkspaceEdit);
	});

	it('are preferred only where there is a single safe one', () => {
		const preferred = (fixes: readonly Fix[]) =>
			ask([finding('create table', fixes)]).map((it) => it.isPreferred === true);
		assert.deepEqual(preferred([guard('create table'), guard('create', 'suggested')]), [true, false]);
		assert.deepEqual(preferred([guard('create table'), guard('create')]), [false, false]);
		assert.deepEqual(preferred([guard('create table', 'suggested')]), [false]);
	});

	it('honour the kinds that are asked for', () => {
		const kinds = (...only: string[]) =>
			ask(both, { range: whole, context: { diagnostics: [], only } }).map(({ kind }) => kind);
		assert.deepEqual(kinds(CodeActionKind.QuickFix), ['quickfix', 'quickfix']);
		assert.deepEqual(kinds(CodeActionKind.Refactor), []);
		assert.deepEqual(kinds(CodeActionKind.Source), [fixAllKind]);
		assert.deepEqual(kinds(CodeActionKind.SourceFixAll), [fixAllKind]);
		assert.deepEqual(kinds(fixAllKind), [fixAllKind]);
		assert.deepEqual(kinds('source.fixAll.eslint'), []);
		assert.deepEqual(kinds('source.fixAllOfThem'), []);
	});

	it('fix all that is safe at once, and never what overlaps', () => {
		const findings = [
			...both,
			finding('create', [guard('create table')]),
			finding('index', [guard('index', 'suggested')]),
		];
		const [action] = ask(findings, { context: { diagnostics: [], only: [fixAllKind] } });
		const [change] = action?.edit?.documentChanges ?? [];
		assert.ok(change !== undefined && 'edits' in change);
		assert.equal(change.edits.length, 2);
		const fixed = TextDocument.applyEdits(
			document,
			change.edits.filter((edit) => 'newText' in edit),
		);
		assert.equal(
			fixed,
			'create table if not exists widgets (id integer);\ncreate index if not exists by_id on widgets (id);\n',
		);
	});

	it('fix nothing unseen in a released migration', () => {
		assert.deepEqual(ask(both, { mayFix: false, context: { diagnostics: [], only: [fixAllKind] } }), []);
	});

	it('rename a file after its edits, where the client can', () => {
		const to = 'file:///shop/migrations/006_widgets.sql';
		const renumber: Fix = { title: 'Renumber', safety: 'suggested', edits: [], rename: { from: uri, to } };
		const [action] = ask([finding('create table', [renumber])]);
		assert.deepEqual(action?.edit?.documentChanges, [
			{ kind: 'rename', oldUri: uri, newUri: to, options: { overwrite: false } },
		]);
		assert.deepEqual(ask([finding('create table', [renumber])], { features: { ...able, renamesFiles: false } }), []);
		assert.deepEqual(ask([finding('create table', [renumber])], { features: { ...able, documentChanges: false } }), []);
	});

	it('are plain changes for a client that knows no document changes', () => {
		const [action] = ask(both, { features: { ...able, documentChanges: false } });
		assert.deepEqual(Object.keys(action?.edit?.changes ?? {}), [uri]);
	});

	it('offer to suppress a finding behind its fixes, and never in a released migration', () => {
		const titles = (findings: readonly Finding[]) => askAll(findings).map(({ title }) => title);
		const found = finding('create table', [guard('create table')]);
		assert.deepEqual(titles([found]), [
			'Add IF NOT EXISTS after create table',
			'Suppress idempotency/create for this line',
			'Suppress idempotency/create in this file',
		]);
		assert.deepEqual(titles([{ ...found, fixes: [], released: true }]), []);
		assert.ok(askAll([found]).every(({ title, isPreferred }) => isPreferred !== true || title.startsWith('Add')));
	});

	it('leave a fix out whose document cannot be read', () => {
		const elsewhere = {
			...guard('create table'),
			edits: [{ uri: 'file:///gone.sql', range: { start: 0, end: 0 }, newText: '' }],
		};
		assert.deepEqual(ask([finding('create table', [elsewhere])]), []);
	});
});

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'mocha';
import { commands, contextKeys, ruleScheme, viewContainer, views } from '../../../src/editor/ids.ts';
import { isNumbered, migrationGlob, migrationPatterns } from '../../../src/editor/migration-patterns.ts';

interface Manifest {
	readonly activationEvents: readonly string[];
	readonly contributes: {
		readonly commands: readonly { readonly command: string; readonly enablement?: string }[];
		readonly configurationDefaults: Readonly<Record<string, unknown>>;
		readonly views: Readonly<Record<string, readonly { readonly id: string }[]>>;
		readonly viewsContainers: { readonly activitybar: readonly { readonly id: string }[] };
		readonly viewsWelcome: readonly { readonly view: string; readonly contents: string; readonly when: string }[];
		readonly menus: Readonly<Record<string, readonly { readonly command: string; readonly when: string }[]>>;
	};
}

const manifestText = read('package.json');
const manifest: Manifest = JSON.parse(manifestText);
const words: Record<string, string> = JSON.parse(read('package.nls.json'));
const { contributes } = manifest;

describe('package.json and the code', () => {
	it('know the same commands', () => {
		const contributed = contributes.commands.map(({ command }) => command);
		assert.deepEqual(contributed.toSorted(), Object.values(commands).toSorted());
	});

	it('know the same views', () => {
		assert.deepEqual(
			contributes.viewsContainers.activitybar.map(({ id }) => id),
			[viewContainer],
		);
		assert.deepEqual(
			contributes.views[viewContainer]?.map(({ id }) => id),
			Object.values(views),
		);
		assert.ok(contributes.viewsWelcome.every(({ view }) => view === views.environments));
	});

	it('use the same context keys', () => {
		const conditions = [...manifestText.matchAll(/"(?:when|enablement)": "(.*)"/g)].map(
			([, condition = '']) => condition,
		);
		const used = conditions.flatMap((condition) => [...condition.matchAll(/plumbline\.\w+/g)].map(([name]) => name));
		const known: string[] = [...Object.values(contextKeys), ...Object.values(views)];
		assert.deepEqual(
			used.filter((name) => !known.includes(name)),
			[],
		);
		for (const key of Object.values(contextKeys)) assert.ok(manifestText.includes(key), key);
	});

	it('offer in menus only commands that exist', () => {
		const known: string[] = Object.values(commands);
		const offered = Object.values(contributes.menus)
			.flat()
			.map(({ command }) => command);
		assert.deepEqual(
			offered.filter((command) => !known.includes(command)),
			[],
		);
	});

	it('keep what needs a row of the tree out of the palette', () => {
		const hidden = contributes.menus.commandPalette?.map(({ command }) => command) ?? [];
		for (const command of [commands.applyTo, commands.revertTo, commands.connect, commands.openMigration]) {
			assert.ok(hidden.includes(command), command);
		}
	});

	it('let no command write or connect in a workspace that is not trusted', () => {
		const free: string[] = [
			commands.refresh,
			commands.openMigration,
			commands.openConfiguration,
			commands.showMatrix,
			commands.showOutput,
		];
		for (const { command, enablement } of contributes.commands) {
			if (!free.includes(command)) assert.match(enablement ?? '', /isWorkspaceTrusted/, command);
		}
	});

	it('activate on the files that the code looks for, and never at start-up', () => {
		const expected = ['onLanguage:sql', ...migrationPatterns.map((pattern) => `workspaceContains:${pattern}`)];
		assert.deepEqual(manifest.activationEvents, expected);
	});

	it('show the pages of rules rendered', () => {
		assert.deepEqual(contributes.configurationDefaults['workbench.editorAssociations'], {
			[`${ruleScheme}:/**`]: 'vscode.markdown.preview.editor',
		});
	});

	it('have words for every key, and no words to spare', () => {
		const keys = [...manifestText.matchAll(/"%([\w.]+)%"/g)].map(([, key]) => key);
		assert.deepEqual([...new Set(keys)].toSorted(), Object.keys(words).toSorted());
		const linked = Object.values(words).flatMap((text) =>
			[...text.matchAll(/command:(plumbline\.\w+)/g)].map(([, id]) => id),
		);
		const known: (string | undefined)[] = Object.values(commands);
		assert.deepEqual(
			linked.filter((id) => !known.includes(id)),
			[],
		);
	});
});

describe('the patterns of migrations', () => {
	it('have no alternatives within the one glob that they are joined to', () => {
		assert.ok(migrationPatterns.every((pattern) => !/[{},]/.test(pattern)));
		assert.match(migrationGlob, /^\{[^{}]+\}$/);
	});

	it('tell numbered files in a folder of any name', () => {
		for (const name of ['001_users.sql', 'V1__users.sql', '20240102030405_x.SQL']) assert.ok(isNumbered(name), name);
		for (const name of ['users.sql', 'query.sql', '001_users.md']) assert.ok(!isNumbered(name), name);
	});
});

function read(name: string): string {
	return readFileSync(new URL(`../../../${name}`, import.meta.url), 'utf8');
}

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join, sep } from 'node:path';
import { copyDashboard } from '../../examples/copy-dashboard.ts';
import { repository } from './repository.ts';

/** The Node that a person of this machine runs commands with: the first one on the PATH that npm did not put there. */
function systemNode(): string {
	const name = process.platform === 'win32' ? 'node.exe' : 'node';
	const folders = (process.env.PATH ?? '')
		.split(delimiter)
		.filter((folder) => !folder.includes(`${sep}node_modules${sep}`));
	return folders.map((folder) => join(folder, name)).find(existsSync) ?? process.execPath;
}

interface Ended {
	readonly status: number | null;
	readonly signal: NodeJS.Signals | null;
	readonly stdout: string;
	readonly stderr: string;
}

describe('the built command, under the Node of this machine', () => {
	const node = systemNode();
	let folder: string;
	let major: number;

	const plumbline = (...args: string[]): Promise<Ended> =>
		new Promise((resolve) => {
			const command = [join(repository, 'dist', 'plumbline.js'), ...args];
			const child = execFile(node, command, { cwd: join(folder, 'dashboard') }, (_error, stdout, stderr) =>
				resolve({ status: child.exitCode, signal: child.signalCode, stdout, stderr }),
			);
		});

	before(async () => {
		folder = await mkdtemp(join(tmpdir(), 'plumbline node '));
		copyDashboard(folder);
		major = await new Promise((resolve, reject) => {
			execFile(node, ['--version'], (error, stdout) =>
				error ? reject(error) : resolve(Number(/\d+/.exec(stdout)?.[0])),
			);
		});
	});
	after(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));

	it('lints, from Node 20 on', async () => {
		const { status, stdout } = await plumbline('lint', '--format', 'json');
		assert.equal(status, 1);
		const rules = new Set(JSON.parse(stdout).findings.map(({ rule }: { rule: string }) => rule));
		assert.ok(rules.has('schema/already-exists') && rules.has('structure/function-name'));
	});

	it('opens databases from Node 22 on, and says so on an older one instead of crashing', async () => {
		const { status, signal, stdout, stderr } = await plumbline('up', '--env', 'main');
		assert.equal(signal, null);
		assert.equal(status, 2);
		if (major < 22) assert.match(stderr, /needs Node 22 or newer/);
		else assert.match(stderr, /008_widget_titles\.py/);
		assert.equal(stdout, '');
	});
});

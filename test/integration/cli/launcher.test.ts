import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const launcher = join(import.meta.dirname, '..', '..', '..', 'src', 'cli', 'plumbline.js');

/** The launcher beside a command line that does what its second argument says. */
const fakeCli = `
const [command, action, value] = process.argv.slice(2);
console.log(JSON.stringify({ command, flags: process.execArgv }));
if (action === 'exit') process.exitCode = Number(value);
if (action === 'wait') {
	setInterval(() => {}, 1000);
	process.on('SIGTERM', () => process.exit(43));
	console.log('waiting');
}
if (action === 'die') process.kill(process.pid, value);
`;

interface Ending {
	readonly code: number | null;
	readonly signal: NodeJS.Signals | null;
	readonly out: string;
	readonly err: string;
}

describe('the launcher of the command line', () => {
	let folder: string;
	let bin: string;

	before(async () => {
		folder = await mkdtemp(join(tmpdir(), 'plumbline launcher '));
		bin = join(folder, 'plumbline.js');
		await cp(launcher, bin);
		await writeFile(join(folder, 'cli.js'), fakeCli);
		await writeFile(join(folder, 'package.json'), '{ "type": "module" }');
	});
	after(() => rm(folder, { recursive: true, force: true }));

	const start = (args: readonly string[], nodeArgs: readonly string[] = []): ChildProcess =>
		spawn(process.execPath, [...nodeArgs, bin, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });

	const end = async (child: ChildProcess): Promise<Ending> => {
		let out = '';
		let err = '';
		child.stdout?.on('data', (text) => {
			out += text;
		});
		child.stderr?.on('data', (text) => {
			err += text;
		});
		const [code, signal] = await once(child, 'close');
		return { code, signal, out, err };
	};

	it('starts Node again with a flag for commands that read many files, and passes the status on', async () => {
		const { code, out } = await end(start(['lint', 'exit', '1']));
		assert.deepEqual(JSON.parse(out), { command: 'lint', flags: ['--liftoff-only'] });
		assert.equal(code, 1);
	});

	it('runs other commands in its own process', async () => {
		const { code, out } = await end(start(['status', 'exit', '2']));
		assert.deepEqual(JSON.parse(out), { command: 'status', flags: [] });
		assert.equal(code, 2);
	});

	it('does not start Node again when the flag is there', async () => {
		const { out } = await end(start(['lint'], ['--liftoff-only']));
		assert.deepEqual(JSON.parse(out), { command: 'lint', flags: ['--liftoff-only'] });
	});

	it('runs where the flag is refused', async () => {
		// Stands in for a Node that does not know the flag: such a one ends with 9 before it runs anything.
		const refuse = "if (process.execArgv.includes('--liftoff-only')) process.exit(9);";
		await writeFile(join(folder, 'refuse.mjs'), refuse);
		const { code, out } = await end(
			start(['lint', 'exit', '1'], ['--import', pathToFileURL(join(folder, 'refuse.mjs')).href]),
		);
		assert.equal(JSON.parse(out).command, 'lint');
		assert.equal(code, 1);
	});

	it('tells an old Node what it needs, and exits 2', async () => {
		const old = "Object.defineProperty(process.versions, 'node', { value: '18.20.0' });";
		await writeFile(join(folder, 'old.mjs'), old);
		const { code, out, err } = await end(start(['lint'], ['--import', pathToFileURL(join(folder, 'old.mjs')).href]));
		assert.equal(code, 2);
		assert.equal(out, '');
		assert.match(err, /^plumbline needs Node 20 or later/);
	});

	if (process.platform !== 'win32') {
		it('passes a signal on, and ends with what came of it', async () => {
			const child = start(['lint', 'wait']);
			const ending = end(child);
			child.stdout?.on('data', (text) => {
				if (String(text).includes('waiting')) child.kill('SIGTERM');
			});
			assert.equal((await ending).code, 43);
		});

		it('dies of the signal that its child died of', async () => {
			const { signal } = await end(start(['lint', 'die', 'SIGTERM']));
			assert.equal(signal, 'SIGTERM');
		});
	}
});

import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { installCodeServer } from './code-server.ts';

const startTimeoutMs = 30_000;

export interface ServerOptions {
	/** Holds `User/settings.json` and logs, as of `code --user-data-dir`; a folder for this server alone. */
	readonly userDataFolder: string;
	/** Where installed extensions are. */
	readonly extensionsFolder: string;
	/** False shows the question of Workspace Trust, as a first user meets it. */
	readonly trusted: boolean;
	readonly env?: NodeJS.ProcessEnv;
}

/** A running VS Code server, listening on 127.0.0.1 only. */
export interface VscodeServer {
	readonly port: number;
	stop(): void;
}

/** Starts a VS Code server on a free port; resolves when it listens. */
export async function startServer(options: ServerOptions): Promise<VscodeServer> {
	const args = [
		...['--host', '127.0.0.1', '--port', '0', '--without-connection-token', '--accept-server-license-terms'],
		// Without the smoke test driver the page's payload, and with it extensionTestsPath, is ignored.
		...['--enable-smoke-test-driver', '--disable-telemetry'],
		...folders(options),
		...(options.trusted ? ['--disable-workspace-trust'] : []),
	];
	const child = await spawnServer(args, options.env);
	// Whatever ends this process must not leave a server behind.
	const stop = () => {
		process.off('exit', stop);
		endGroup(child);
	};
	process.once('exit', stop);
	try {
		return { port: await listeningPort(child), stop };
	} catch (error) {
		stop();
		throw error;
	}
}

/** Runs one of the server's commands, such as `--install-extension FILE.vsix`, which needs no network. */
export async function runServerCommand(
	args: readonly string[],
	options: Pick<ServerOptions, 'userDataFolder' | 'extensionsFolder'>,
): Promise<number> {
	const child = await spawnServer([...args, ...folders(options)]);
	// The server complains about modules that were never compiled; that is of interest only when it fails.
	const said: Buffer[] = [];
	child.stdout?.on('data', (bytes) => said.push(bytes));
	child.stderr?.on('data', (bytes) => said.push(bytes));
	const code = await new Promise<number>((resolve) => child.once('close', (status) => resolve(status ?? 1)));
	if (code !== 0) process.stderr.write(Buffer.concat(said));
	return code;
}

function folders(options: Pick<ServerOptions, 'userDataFolder' | 'extensionsFolder'>): string[] {
	const data = options.userDataFolder;
	return ['--server-data-dir', data, '--user-data-dir', data, '--extensions-dir', options.extensionsFolder];
}

async function spawnServer(args: readonly string[], env: NodeJS.ProcessEnv = process.env): Promise<ChildProcess> {
	const main = join(await installCodeServer(), 'out', 'server-main.js');
	return spawn(process.execPath, [main, ...args], {
		stdio: ['ignore', 'pipe', 'pipe'],
		env: withoutEditor(env),
		// A group of its own, so that the extension hosts go with it.
		detached: process.platform !== 'win32',
	});
}

/** When the tests are started from a VS Code terminal, that one's variables would steer the server under test. */
function withoutEditor(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
	return Object.fromEntries(Object.entries(env).filter(([name]) => !/^(VSCODE|ELECTRON)_/.test(name)));
}

function listeningPort(child: ChildProcess): Promise<number> {
	return new Promise((resolve, reject) => {
		const said: string[] = [];
		const fail = (why: string) => reject(new Error(`The VS Code server ${why}:\n${said.join('\n')}`));
		const timer = setTimeout(() => fail(`did not listen within ${startTimeoutMs} ms`), startTimeoutMs);
		child.once('error', reject);
		child.once('close', () => fail('ended before it listened'));
		for (const stream of [child.stdout, child.stderr]) {
			if (stream === null) continue;
			// Reading goes on to the end, or a full pipe would block the server.
			createInterface(stream).on('line', (line) => {
				said.push(line);
				const port = /^Extension host agent listening on (\d+)/.exec(line)?.[1];
				if (port === undefined) return;
				clearTimeout(timer);
				resolve(Number(port));
			});
		}
	});
}

function endGroup(child: ChildProcess): void {
	if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
	try {
		if (process.platform === 'win32') child.kill();
		else process.kill(-child.pid, 'SIGKILL');
	} catch (error) {
		// ESRCH: it ended by itself in the meantime.
		if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
	}
}

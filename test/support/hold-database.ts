import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** Another program that has a database open, as far as the operating system can tell. */
export interface DatabaseHolder {
	/** Runs SQL there, and resolves when it is done. */
	run(sql: string): Promise<void>;
	/** Closes the database and ends the program. */
	close(): Promise<void>;
	/** Ends the program as a crash does. */
	kill(): Promise<void>;
}

const program = `
	const { DatabaseSync } = require('node:sqlite');
	const database = new DatabaseSync(process.argv[1]);
	process.on('message', (sql) => {
		database.exec(sql);
		process.send('done');
	});
	process.on('disconnect', () => database.close());
`;

/**
 * Opens a database in another process, and runs SQL there. Locks of SQLite are locks of processes: two copies of SQLite in
 * one process do not see each other's.
 */
export async function holdDatabase(file: string, sql: string): Promise<DatabaseHolder> {
	const child = spawn(process.execPath, ['-e', program, file], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
	const run = async (text: string) => {
		child.send(text);
		const failed = once(child, 'exit').then(([code]) => {
			throw new Error(`the program that holds ${file} ended with ${code}`);
		});
		await Promise.race([once(child, 'message'), failed]);
		failed.catch(() => undefined);
	};
	const end = async (how: () => void) => {
		const ended = once(child, 'exit');
		how();
		await ended;
	};
	await run(sql);
	return { run, close: () => end(() => child.disconnect()), kill: () => end(() => child.kill('SIGKILL')) };
}

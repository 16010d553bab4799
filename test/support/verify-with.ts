import type { Connection } from '../../src/database/connection.ts';
import { openPglite } from '../../src/database/postgresql/open-pglite.ts';
import { openSqlite } from '../../src/database/sqlite/open-sqlite.ts';
import { findAssets } from '../../src/project/assets.ts';
import type { LoadedDirectory } from '../../src/run/loaded-migration.ts';
import { findPython } from '../../src/run/python/find-python.ts';
import { pythonRunner } from '../../src/run/python/run-python.ts';
import { loadDialect } from '../../src/sql/dialects.ts';
import type { Verification, VerifyProof } from '../../src/verify/report.ts';
import { type VerifyInput, verifyDatabase } from '../../src/verify/verify-database.ts';

/** Verifies a database as a session does. Code migrations run where `root` is given and a Python is found. */
export async function verifyWith(
	connection: Connection,
	directory: LoadedDirectory,
	{ root, ...over }: Partial<VerifyInput> & { readonly root?: string } = {},
): Promise<Verification> {
	const interpreter = root === undefined ? undefined : await findPython(root, process.env);
	return await verifyDatabase({
		connection,
		directory,
		dialect: await loadDialect(connection.dialect),
		openShadow: (extensions) =>
			connection.dialect === 'sqlite' ? openSqlite(':memory:', 'create') : openPglite({ extensions }),
		abilities: interpreter === undefined ? {} : { python: interpreter.label },
		...(root !== undefined &&
			interpreter && {
				runCode: pythonRunner({ interpreter, host: findAssets().pythonHost, root, environment: process.env }),
			}),
		signal: new AbortController().signal,
		...over,
	});
}

/** What one proof said, a line each, after its verdict; notes stand in parentheses. */
export function told({ proofs }: Verification, name: VerifyProof['proof']): readonly string[] {
	const proof = proofs.find((other) => other.proof === name);
	const lines = proof?.evidence.map(({ message, note }) => (note === true ? `(${message})` : message)) ?? [];
	return [proof?.verdict ?? 'not made', ...lines];
}

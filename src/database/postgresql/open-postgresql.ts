import type pg from 'pg';
import type { Connection, OpenMode } from '../connection.ts';
import {
	DatabaseAccessError,
	DatabaseError,
	DatabaseMissingError,
	DatabaseUnreachableError,
} from '../database-error.ts';
import { redactUrl } from '../redact-url.ts';
import { PgSession } from './pg-session.ts';
import { PostgresqlConnection } from './postgresql-connection.ts';
import { isServerError } from './postgresql-error.ts';

export interface PostgresqlOptions {
	/** For people; the URL without its password where absent. */
	readonly label?: string;
	/** How long to wait for the server to answer; 10,000 where absent. */
	readonly connectTimeoutMs?: number;
}

const INVALID_CATALOG_NAME = '3D000';
const DUPLICATE_DATABASE = '42P04';

/**
 * Connects to a PostgreSQL server by URL (`postgres://user:password@host:port/database`). In `read` mode every
 * transaction is READ ONLY; `create` makes a missing database. Throws `DatabaseMissingError`, `DatabaseAccessError`,
 * `DatabaseUnreachableError`; the password is in none of them.
 */
export async function openPostgresql(
	url: string,
	mode: OpenMode,
	options: PostgresqlOptions = {},
): Promise<Connection> {
	const label = options.label ?? redactUrl(url);
	const session = await connectOrCreate(url, mode, label, options.connectTimeoutMs ?? 10_000);
	try {
		const { rows } = await session.run('SHOW server_version', []);
		const version = rows[0]?.[0]?.split(' ')[0] ?? '';
		return new PostgresqlConnection(session, { label, version, mode });
	} catch (error) {
		await session.close();
		throw error;
	}
}

async function connectOrCreate(url: string, mode: OpenMode, label: string, timeoutMs: number): Promise<PgSession> {
	try {
		return await connect(url, label, timeoutMs);
	} catch (error) {
		if (mode !== 'create' || !(error instanceof DatabaseMissingError)) throw error;
	}
	await createDatabase(url, label, timeoutMs);
	return await connect(url, label, timeoutMs);
}

async function connect(url: string, label: string, timeoutMs: number): Promise<PgSession> {
	const { default: library } = await import('pg');
	const client = newClient(library, { ...clientSettings(url, label), connectionTimeoutMillis: timeoutMs }, label);
	const session = new PgSession(client, label, () => connect(url, label, timeoutMs));
	try {
		await client.connect();
		return session;
	} catch (error) {
		await session.close();
		throw connectionError(error, label);
	}
}

/** Reads the files that a URL names for TLS (`sslrootcert`, `sslcert`, `sslkey`), which may not be there. */
function newClient(library: typeof pg, settings: pg.ClientConfig, label: string): pg.Client {
	try {
		return new library.Client(settings);
	} catch (error) {
		const reason = error instanceof Error ? error.message : String(error);
		throw new DatabaseUnreachableError(`${label} cannot be connected to: ${reason}. Correct the URL.`, {
			cause: error,
		});
	}
}

/** Makes the database that a URL names, by way of the one that every server has. */
async function createDatabase(url: string, label: string, timeoutMs: number): Promise<void> {
	const maintenance = new URL(url);
	const name = decodeURIComponent(maintenance.pathname.slice(1));
	maintenance.pathname = '/postgres';
	const { default: library } = await import('pg');
	const session = await connect(maintenance.href, label, timeoutMs);
	try {
		await session.run(`CREATE DATABASE ${library.escapeIdentifier(name)}`, []);
	} catch (error) {
		// Another first runner was faster.
		if (!(error instanceof DatabaseError) || error.code !== DUPLICATE_DATABASE) throw error;
	} finally {
		await session.close();
	}
}

/** An invalid URL is told without it: the error of the URL parser quotes it with its password. */
function clientSettings(url: string, label: string): pg.ClientConfig {
	try {
		new URL(url);
		return { connectionString: url, application_name: 'plumbline' };
	} catch {
		throw new DatabaseUnreachableError(
			`${label} is not a URL of a PostgreSQL database. ` +
				'Write it as postgres://user:password@host:5432/database, with special characters percent-encoded.',
		);
	}
}

function connectionError(error: unknown, label: string): DatabaseError {
	if (isServerError(error)) {
		const details = { cause: error, code: error.code };
		if (error.code === INVALID_CATALOG_NAME) {
			return new DatabaseMissingError(
				`${label}: ${error.message}. Create it, or correct the name at the end of the URL.`,
				details,
			);
		}
		// Class 28: invalid authorization.
		if (error.code.startsWith('28')) {
			return new DatabaseAccessError(
				`${label} refuses the connection: ${error.message}. Check user and password.`,
				details,
			);
		}
		return new DatabaseUnreachableError(`${label} refuses the connection: ${error.message}.`, details);
	}
	const code = error instanceof Error && 'code' in error ? String(error.code) : undefined;
	const reason = code ?? (error instanceof Error ? error.message : String(error));
	return new DatabaseUnreachableError(
		`${label} cannot be reached (${reason}). Check that the server runs, and host and port in the URL.`,
		{ cause: error, ...(code !== undefined && { code }) },
	);
}

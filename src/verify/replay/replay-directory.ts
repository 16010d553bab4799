import type { Connection } from '../../database/connection.ts';
import type { LoadedMigration } from '../../run/loaded-migration.ts';
import type { Schema } from '../../schema/schema.ts';
import { Replay, type ReplayedStep } from './replay.ts';
import type { Shadow } from './shadow.ts';

export interface ReplayRequest extends Omit<Shadow, 'connection'> {
	/** All migrations of the directory, in order. */
	readonly migrations: readonly LoadedMigration[];
	/** Those of them whose changes should be in the database, in order. */
	readonly recorded: readonly LoadedMigration[];
	/** Opens an empty database that is thrown away, with the PostgreSQL extensions that the migrations ask for. */
	openShadow(extensions: readonly string[]): Promise<Connection>;
	/** Called after each migration that was replayed. */
	onProgress?(done: number, total: number): void;
}

export interface ReplayedDirectory<T> {
	/** What the recorded migrations make, with origins; how each of them went; and what was found at that point. */
	readonly recorded: { readonly schema: Schema; readonly steps: readonly ReplayedStep[]; readonly found: T };
	/** The same of all migrations. */
	readonly all: { readonly schema: Schema; readonly steps: readonly ReplayedStep[] };
	readonly ms: number;
}

/**
 * Replays the recorded migrations on a shadow, lets `atRecorded` look at it, and replays the others: on the same shadow
 * where the recorded ones are the first of the directory, else all of them on a new one.
 */
export async function replayDirectory<T>(
	request: ReplayRequest,
	atRecorded: (schema: Schema, shadow: Connection) => Promise<T>,
): Promise<ReplayedDirectory<T>> {
	const began = performance.now();
	const { migrations, recorded } = request;
	const isPrefix = recorded.every((migration, index) => migration === migrations[index]);
	const total = isPrefix ? migrations.length : migrations.length + recorded.length;
	let done = 0;
	const apply = async (replay: Replay, some: readonly LoadedMigration[]) => {
		for (const migration of some) {
			await replay.apply(migration);
			request.onProgress?.(++done, total);
		}
	};
	const first = await withShadow(request, async (replay) => {
		await apply(replay, recorded);
		const { schema, steps } = replay;
		const found = await atRecorded(schema, replay.shadow.connection);
		const here = { schema, steps: [...steps], found };
		if (!isPrefix) return { recorded: here };
		await apply(replay, migrations.slice(recorded.length));
		return { recorded: here, all: { schema: replay.schema, steps: replay.steps } };
	});
	const all =
		first.all ??
		(await withShadow(request, async (replay) => {
			await apply(replay, migrations);
			return { schema: replay.schema, steps: replay.steps };
		}));
	return { recorded: first.recorded, all, ms: performance.now() - began };
}

async function withShadow<T>(request: ReplayRequest, work: (replay: Replay) => Promise<T>): Promise<T> {
	const connection = await request.openShadow(extensionsOf(request));
	try {
		return await work(new Replay({ ...request, connection }));
	} finally {
		await connection.close();
	}
}

/** The extensions that the migrations create: an embedded PostgreSQL must be started with them. */
function extensionsOf({ migrations, dialect }: ReplayRequest): readonly string[] {
	const names = new Set<string>();
	for (const { text } of migrations) {
		for (const fragment of text.upgrade?.fragments ?? []) {
			for (const { changes } of dialect.read(fragment.text)) {
				for (const change of changes) {
					if (change.type === 'create object' && change.kind === 'extension') names.add(change.object.name);
				}
			}
		}
	}
	return [...names];
}

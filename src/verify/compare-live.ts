import type { Connection } from '../database/connection.ts';
import { DatabaseError } from '../database/database-error.ts';
import { compareSchemas } from '../schema/compare-schemas.ts';
import type { Difference } from '../schema/difference.ts';
import type { Schema, SchemaObject } from '../schema/schema.ts';

/** What was found between the expected schema and the live one, and what could not be compared. */
export interface LiveComparison {
	readonly differences: readonly Difference[];
	/** Said where the two databases write texts in different ways: `PostgreSQL 15 … 18`. */
	readonly note?: string;
}

/**
 * Compares the schema on the shadow with the live one. Texts that a database writes anew compare only where one version
 * wrote both; where the live server is another, its views are created on the shadow and read back, and conditions are left
 * alone. The shadow must hold the expected schema, and does so afterwards.
 */
export async function compareWithLive(
	expected: Schema,
	live: Schema,
	shadow: Connection,
	liveVersion: string,
): Promise<LiveComparison> {
	const { dialect } = shadow;
	const sameDeparser = dialect === 'sqlite' || major(shadow.version) === major(liveVersion);
	const differences = compareSchemas(expected, live, dialect, { sameDeparser });
	if (sameDeparser) return { differences };
	const views = compareSchemas(expected, await withViewsReadBack(expected, live, shadow), dialect, {
		sameDeparser: true,
	});
	return {
		differences: [...differences, ...views.filter(isChangedView)],
		note: `replayed on PostgreSQL ${major(shadow.version)}, the database is ${major(liveVersion)}: conditions, defaults that compute something and functions are not compared`,
	};
}

function major(version: string): string {
	return version.split('.')[0] ?? version;
}

function isChangedView({ type, subject }: Difference): boolean {
	return type === 'changed' && subject.kind === 'object' && isView(subject.objectKind);
}

function isView(kind: string): boolean {
	return kind === 'view' || kind === 'materialized view';
}

async function withViewsReadBack(expected: Schema, live: Schema, shadow: Connection): Promise<Schema> {
	const objects = new Map(live.objects);
	for (const [key, object] of live.objects) {
		const wanted = expected.objects.get(key);
		if (!isView(object.kind) || wanted === undefined || wanted.definition === object.definition) continue;
		objects.set(key, { ...object, definition: (await readBack(key, object, wanted, shadow)) ?? object.definition });
	}
	return { ...live, objects };
}

/** The definition of a view as the shadow writes it; undefined where the shadow cannot make it: then it is another view. */
async function readBack(
	key: string,
	object: SchemaObject,
	wanted: SchemaObject,
	shadow: Connection,
): Promise<string | undefined> {
	const [head] = wanted.definition.split(' AS ', 1);
	const body = object.definition.slice(object.definition.indexOf(' AS '));
	await shadow.begin('write');
	try {
		const name = head?.replace(/^CREATE (MATERIALIZED )?VIEW /, '') ?? key;
		await shadow.query(`DROP ${object.kind.toUpperCase()} ${name} CASCADE`);
		await shadow.query(`${head}${body}`);
		return (await shadow.readSchema([])).objects.get(key)?.definition;
	} catch (error) {
		if (!(error instanceof DatabaseError)) throw error;
		return undefined;
	} finally {
		await shadow.rollback();
	}
}

import type { DatabaseStatus, MigrationStatus } from '../../server/protocol.ts';
import type { KnownProject } from '../project-store.ts';
import type { MatrixProject, MatrixRow } from './matrix-model.ts';

/** The words for states, which the caller knows in the user's language. */
export interface StateWords {
	migration(state: MigrationStatus['state']): string;
	database(state: DatabaseStatus['state']): string;
}

/** Returns a project as a table: databases across, migrations down, newest first. */
export function buildMatrix({ summary, state }: KnownProject, words: StateWords): MatrixProject {
	const databases = state?.databases ?? [];
	const columns = databases.filter((database) => database.state !== 'not initialised');
	const read = new Set(databases.map(({ environment }) => environment));
	return {
		root: summary.root,
		name: summary.name,
		columns: columns.map((database) => ({
			name: database.name,
			state: words.database(database.state),
			fault: database.state !== 'up to date' && database.state !== 'behind',
		})),
		rows: rowKeys(columns)
			.toReversed()
			.map((key) => rowOf(key, columns, words)),
		notInitialised: databases.filter((database) => database.state === 'not initialised').map(({ name }) => name),
		notRead: summary.environments.filter(({ name }) => !read.has(name)).map(({ name }) => name),
	};
}

/** Every migration that some database knows, in order: one that only a later database names goes after its neighbour there. */
function rowKeys(databases: readonly DatabaseStatus[]): string[] {
	const keys: string[] = [];
	for (const { migrations } of databases) {
		let after = -1;
		for (const migration of migrations) {
			const at = keys.indexOf(keyOf(migration));
			if (at !== -1) after = at;
			else {
				after += 1;
				keys.splice(after, 0, keyOf(migration));
			}
		}
	}
	return keys;
}

function rowOf(key: string, databases: readonly DatabaseStatus[], words: StateWords): MatrixRow {
	const migrations = databases.map((database) => database.migrations.find((migration) => keyOf(migration) === key));
	const uri = migrations.find((migration) => migration?.uri !== undefined)?.uri;
	return {
		label: key,
		...(uri !== undefined && { uri }),
		cells: migrations.map((migration) => {
			if (migration === undefined) return undefined;
			const { state, note } = migration;
			return { kind: state.replaceAll(' ', '-'), label: words.migration(state), ...(note !== undefined && { note }) };
		}),
	};
}

function keyOf({ version, name }: MigrationStatus): string {
	return `${version} ${name}`;
}

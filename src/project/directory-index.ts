import { setImmediate } from 'node:timers/promises';
import { type ReplayedMigration, replayMigration } from '../lint/replay-migration.ts';
import type { MigrationFacts } from '../lint/rule.ts';
import type { Convention, ReadMigration } from '../migration/convention.ts';
import type { MigrationDirectory, MigrationFile, MigrationText } from '../migration/migration.ts';
import { emptySchema, type Schema } from '../schema/schema.ts';
import { BoundedCache } from '../sql/bounded-cache.ts';
import type { Dialect } from '../sql/dialect.ts';
import { UnreadableFileError } from './file-system.ts';

/** A migration as it was last read. */
export interface IndexedMigration {
	readonly file: MigrationFile;
	readonly source: string;
	/** The texts of its documents by URI: of a pair, both. */
	readonly sources: ReadonlyMap<string, string>;
	readonly text: MigrationText;
}

export interface DirectoryIndexOptions {
	readonly directory: MigrationDirectory;
	readonly convention: Convention;
	readonly dialect: Dialect;
	readonly read: ReadMigration;
	/** The text of a file, or of the open document that stands for it. */
	readonly readText: (uri: string) => Promise<string>;
}

/** How long replay works before it lets other work of the process pass, in ms. */
const SLICE_MS = 10;

/** macOS allows a process 256 open files unless it asks for more. */
const READS_AT_ONCE = 16;

/** One replay, and what it was of: it holds while both are the same. */
interface KnownReplay {
	readonly migration: IndexedMigration;
	readonly before: Schema;
	readonly replayed: ReplayedMigration;
}

const recentlyReplayed = () => new BoundedCache<number, KnownReplay>(8, () => 1);

/**
 * The texts of a migration directory and the schema after each of its migrations, kept so that an edit reads one file and
 * replays what comes after it.
 */
export class DirectoryIndex {
	readonly #options: DirectoryIndexOptions;
	/** Where in the directory a document belongs. */
	readonly #positions: ReadonlyMap<string, number>;
	readonly #read = new Map<string, Promise<IndexedMigration>>();
	readonly #start: Schema;
	/** The schema after each migration, as far as they were replayed. */
	#after: Schema[] = [];
	/** The statements of all migrations of a large directory would fill the memory: those of a few are at hand. */
	#replayed = recentlyReplayed();
	/** Counts what was forgotten: what was read before the last of it may be stale, and does not count for later migrations. */
	#forgotten = 0;

	constructor(options: DirectoryIndexOptions) {
		this.#options = options;
		const { files } = options.directory;
		this.#start = startingSchema(options.directory);
		this.#positions = new Map(
			// Of several migrations in one document the first stands for it.
			files
				.flatMap(({ uri, downgradeUri }, at) => [uri, downgradeUri ?? uri].map((each) => [each, at] as const))
				.reverse(),
		);
	}

	get directory(): MigrationDirectory {
		return this.#options.directory;
	}

	get convention(): Convention {
		return this.#options.convention;
	}

	get dialect(): Dialect {
		return this.#options.dialect;
	}

	/** Forgets what was read of a file. Later migrations are replayed again when they are asked for. */
	forget(uri: string): void {
		const at = this.indexOf(uri);
		if (at === -1) return;
		this.#forgotten += 1;
		this.#read.delete(this.directory.files[at]?.uri ?? uri);
		this.#after = this.#after.slice(0, at);
		this.#replayed = recentlyReplayed();
	}

	/** Returns where in the directory a document belongs, also one that holds only a downgrade; -1 if nowhere. */
	indexOf(uri: string): number {
		return this.#positions.get(uri) ?? -1;
	}

	/** Reads one migration, from memory where it was read before. */
	async read(file: MigrationFile): Promise<IndexedMigration> {
		const known = this.#read.get(file.uri) ?? this.#readNow(file);
		this.#read.set(file.uri, known);
		return known;
	}

	async readAll(): Promise<readonly IndexedMigration[]> {
		return this.#readSome(this.directory.files);
	}

	/** Returns what rules may know of the migration at `index`, after replaying all before it. */
	async factsAt(index: number): Promise<Omit<MigrationFacts, 'released' | 'version'>> {
		const { directory, convention, dialect } = this.#options;
		const seen = this.#forgotten;
		const before = await this.#schemaBefore(index);
		const migration = await this.read(at(directory.files, index));
		const replayed = this.#replay(index, migration, before);
		if (seen === this.#forgotten && this.#after.length === index) this.#after.push(replayed.after);
		return {
			file: migration.file,
			text: migration.text,
			source: migration.source,
			directory,
			convention,
			dialect,
			statements: replayed.statements,
			before,
			after: replayed.after,
			newest: index === directory.files.length - 1,
		};
	}

	async #schemaBefore(index: number): Promise<Schema> {
		await this.#readSome(this.directory.files.slice(this.#after.length, index));
		let sliceBegan = performance.now();
		while (this.#after.length < index) {
			const next = this.#after.length;
			const seen = this.#forgotten;
			const migration = await this.read(at(this.directory.files, next));
			// Meanwhile an edit may have made it or an earlier one stale, or another call replayed it.
			if (seen === this.#forgotten && this.#after.length === next) {
				this.#after.push(this.#replay(next, migration, this.#schemaAfter(next - 1)).after);
			}
			if (performance.now() - sliceBegan > SLICE_MS) {
				await setImmediate();
				sliceBegan = performance.now();
			}
		}
		return this.#schemaAfter(index - 1);
	}

	#replay(index: number, migration: IndexedMigration, before: Schema): ReplayedMigration {
		const known = this.#replayed.get(index);
		if (known?.before === before && known.migration === migration) return known.replayed;
		const replayed = replayMigration(migration.file, migration.text, this.#options.dialect, before);
		this.#replayed.set(index, { migration, before, replayed });
		return replayed;
	}

	#schemaAfter(index: number): Schema {
		return index < 0 ? this.#start : at(this.#after, index);
	}

	/** Reads files side by side, but not all at once: a process may open only so many. */
	async #readSome(files: readonly MigrationFile[]): Promise<readonly IndexedMigration[]> {
		const found: IndexedMigration[] = [];
		const waiting = files.entries();
		const readOn = async () => {
			for (const [position, file] of waiting) found[position] = await this.read(file);
		};
		await Promise.all(Array.from({ length: Math.min(READS_AT_ONCE, files.length) }, readOn));
		return found;
	}

	async #readNow(file: MigrationFile): Promise<IndexedMigration> {
		const { readText, read } = this.#options;
		try {
			const source = await readText(file.uri);
			const downgrade = file.downgradeUri === undefined ? undefined : await readText(file.downgradeUri);
			const sources = new Map([[file.uri, source]]);
			if (file.downgradeUri !== undefined && downgrade !== undefined) sources.set(file.downgradeUri, downgrade);
			return { file, source, sources, text: read(file, source, downgrade) };
		} catch (error) {
			if (!(error instanceof UnreadableFileError)) throw error;
			const message = `${file.fileName} ${error.explanation}`;
			return { file, source: '', sources: new Map([[file.uri, '']]), text: unreadText(file, message) };
		}
	}
}

function at<T>(items: readonly T[], index: number): T {
	const item = items[index];
	if (item === undefined) throw new RangeError(`there is no migration at position ${index}`);
	return item;
}

/** A directory that begins at 17 builds on a schema that some other script made: nothing is known to be absent. */
function startingSchema(directory: MigrationDirectory): Schema {
	const first = directory.files[0]?.version ?? '';
	const beginsLate = /^\d{1,6}$/.test(first) && Number(first) > 1;
	return beginsLate ? { ...emptySchema, uncertain: true } : emptySchema;
}

/** A file that could not be read may do anything: the others go on, and its own finding says why. */
function unreadText(file: MigrationFile, message: string): MigrationText {
	const range = { start: 0, end: 0 };
	const upgrade = {
		language: file.language,
		uri: file.uri,
		range,
		fragments: [],
		opaque: true,
		empty: false,
		transaction: true,
	} as const;
	return {
		uri: file.uri,
		language: file.language,
		upgrade,
		functions: [],
		problems: [{ message, range }],
		transaction: true,
	};
}

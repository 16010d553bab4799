/**
 * Makes the twelve databases of this example in `data/`, in the states that the incident left them in. Nothing is made
 * up: each state is what really comes of running the migrations, the application's start-up scripts and the rows that
 * people wrote by hand, in the order in which that happened. A step that does not do what the story says stops the script.
 *
 *     node make-databases.ts
 */
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';

/** One thing that happened to a database. */
type Step =
	/** The application started, and made what was not there. */
	| { readonly start: 'app/start-up-1.0.sql' | 'app/start-up.sql' }
	/** The dashboard's runner applied a migration and recorded it. */
	| { readonly run: string }
	/** The runner tried a migration, which failed with these words; `recorded` where it got as far as noting that. */
	| { readonly fails: string; readonly with: string; readonly recorded: boolean }
	/** Somebody wrote rows by hand, from one version to another: "skipped (already applied)". */
	| { readonly skip: readonly [from: string, to: string] }
	/** The dashboard was used. */
	| { readonly use: string };

const duplicate = 'duplicate column name: app_id';

const someUse = `
	INSERT INTO apps (slug, title, created_at)
	VALUES ('Billing API', 'Billing', '2026-03-03 08:00:00'), ('search', 'Search', '2026-03-03 08:05:00');
	INSERT INTO members (email, display_name) VALUES ('ada@dashboard.example', 'Ada'), ('kim@dashboard.example', 'Kim');
	INSERT INTO milestones (title, due_on) VALUES ('Public beta', '2026-05-01'), ('Second region', '2026-09-15');
`;

/** What happened to the six databases that are used, in order. `README.md` tells it in words. */
export const histories: Readonly<Record<string, readonly Step[]>> = {
	main: [
		{ start: 'app/start-up-1.0.sql' },
		{ run: '001' },
		{ run: '002' },
		{ run: '004' },
		{ run: '003' },
		{ start: 'app/start-up.sql' },
		{ skip: ['005', '016'] },
		{ use: someUse },
	],
	dev: [
		{ run: '001' },
		{ run: '002' },
		{ run: '003' },
		{ fails: '004', with: duplicate, recorded: false },
		{ start: 'app/start-up.sql' },
		{ skip: ['004', '016'] },
		{ use: someUse },
	],
	prod: [
		{ start: 'app/start-up-1.0.sql' },
		{ run: '001' },
		{ run: '002' },
		{ run: '003' },
		{ start: 'app/start-up.sql' },
		{ skip: ['004', '016'] },
		{ use: someUse },
	],
	qa: [
		{ run: '001' },
		{ run: '002' },
		{ run: '003' },
		{ fails: '004', with: duplicate, recorded: true },
		{ use: someUse },
	],
	env3: [
		{ start: 'app/start-up-1.0.sql' },
		{ run: '001' },
		{ run: '002' },
		{ skip: ['004', '016'] },
		{ run: '003' },
		{ start: 'app/start-up.sql' },
		{ use: someUse },
	],
	test_suite: [{ start: 'app/start-up.sql' }, { skip: ['001', '016'] }],
};

/** Databases that exist as files, and that nobody ever used. */
export const neverInitialised: readonly string[] = ['demo', 'staging', 'perf', 'sandbox', 'training', 'archive'];

/** Makes `data/` of an example's folder anew, always byte for byte the same. Throws where a step does not end as its history says. */
export function makeDatabases(folder: string): void {
	const data = path.join(folder, 'data');
	rmSync(data, { recursive: true, force: true });
	mkdirSync(data);
	for (const [name, steps] of Object.entries(histories)) {
		const database = new DatabaseSync(path.join(data, `${name}.db`));
		try {
			new OldRunner(folder, name, database).replay(steps);
		} finally {
			database.close();
		}
	}
	for (const name of neverInitialised) writeFileSync(path.join(data, `${name}.db`), '');
}

/** The dashboard's own runner as far as the story needs it, and the people around it. */
class OldRunner {
	readonly #folder: string;
	readonly #environment: string;
	readonly #database: DatabaseSync;
	/** Every step takes seven minutes, so that the same history always makes the same rows. */
	#clock = Date.UTC(2026, 2, 2, 9, 0, 0);

	constructor(folder: string, environment: string, database: DatabaseSync) {
		this.#folder = folder;
		this.#environment = environment;
		this.#database = database;
	}

	replay(steps: readonly Step[]): void {
		this.#database.exec(`
			CREATE TABLE schema_versions (
				version TEXT PRIMARY KEY,
				name TEXT NOT NULL,
				applied_at TEXT NOT NULL,
				status TEXT NOT NULL DEFAULT 'applied'
			)
		`);
		for (const step of steps) {
			this.#clock += 7 * 60 * 1000;
			if ('start' in step) this.#database.exec(readFileSync(path.join(this.#folder, step.start), 'utf8'));
			else if ('run' in step) this.#run(step.run);
			else if ('fails' in step) this.#fail(step.fails, step.with, step.recorded);
			else if ('skip' in step) this.#skip(...step.skip);
			else this.#database.exec(step.use);
		}
	}

	#run(version: string): void {
		const fileName = this.#fileOf(version);
		this.#database.exec('BEGIN');
		this.#database.exec(upgradeOf(path.join(this.#folder, 'migrations', fileName)));
		this.#record(fileName, 'applied');
		this.#database.exec('COMMIT');
	}

	#fail(version: string, words: string, recorded: boolean): void {
		let failure: unknown;
		try {
			this.#run(version);
		} catch (error) {
			failure = error;
			this.#database.exec('ROLLBACK');
		}
		if (!(failure instanceof Error)) throw new Error(`${this.#environment}: ${version} was to fail, and did not`);
		if (failure.message !== words) {
			throw new Error(`${this.#environment}: ${version} was to fail with "${words}"`, { cause: failure });
		}
		if (recorded) this.#record(this.#fileOf(version), 'failed');
	}

	/** The second file with a number finds that number taken, so nobody ever ran it: `012_saved_views.sql`. */
	#skip(from: string, to: string): void {
		const versions = new Set(this.#files().map((fileName) => fileName.slice(0, 3)));
		for (const version of versions) {
			if (version >= from && version <= to) this.#record(this.#fileOf(version), 'skipped (already applied)');
		}
	}

	#record(fileName: string, status: string): void {
		const appliedAt = new Date(this.#clock).toISOString().replace('T', ' ').slice(0, 19);
		this.#database
			.prepare('INSERT INTO schema_versions (version, name, applied_at, status) VALUES (?, ?, ?, ?)')
			.run(fileName.slice(0, 3), path.parse(fileName).name.slice(4), appliedAt, status);
	}

	#fileOf(version: string): string {
		const fileName = this.#files().find((candidate) => candidate.startsWith(`${version}_`));
		if (fileName === undefined) throw new Error(`${this.#environment}: there is no migration ${version}`);
		return fileName;
	}

	#files(): readonly string[] {
		return readdirSync(path.join(this.#folder, 'migrations'))
			.filter((fileName) => /^\d{3}_.*\.(sql|py)$/.test(fileName))
			.sort();
	}
}

/** What stands between `-- upgrade` and `-- downgrade`. The runner of the story only ever got as far as SQL files. */
function upgradeOf(file: string): string {
	if (!file.endsWith('.sql')) throw new Error(`${path.basename(file)} is not a .sql file`);
	const [, upgrade = ''] = readFileSync(file, 'utf8').split(/^-- upgrade$/m);
	return upgrade.split(/^-- downgrade$/m)[0] ?? '';
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
	makeDatabases(import.meta.dirname);
	const used = Object.keys(histories);
	console.log(`data/: ${used.join(', ')}; and, never used, ${neverInitialised.join(', ')}`);
}

import { applySuppressions } from '../lint/apply-suppressions.ts';
import type { Finding } from '../lint/finding.ts';
import { lintDirectory, lintMigration } from '../lint/lint-migration.ts';
import { allRules } from '../lint/rules/all.ts';
import type { MigrationDirectory } from '../migration/migration.ts';
import { formatSql } from '../sql/format-sql.ts';
import { groupBy } from '../sql/group-by.ts';
import type { Configuration } from './configuration.ts';
import type { DirectoryIndex, IndexedMigration } from './directory-index.ts';
import type { Environment } from './environment.ts';
import { diskFiles, type FileSystem } from './file-system.ts';
import { type LoadedProject, loadProject, nothingLoaded } from './load-project.ts';
import { migrationFacts } from './migration-facts.ts';
import type { ReleasedLookup } from './released.ts';
import type { EnvironmentSummary, ProjectSummary } from './summary.ts';
import { belowAny, canonicalUri, relativePath } from './uri.ts';

export interface ProjectOptions {
	readonly files?: FileSystem;
	/** Says what is released; `releasedFiles` asks git. Absent in untrusted workspaces, since git is a process. */
	readonly released?: ReleasedLookup;
}

export interface LintScope {
	/** Findings on released migrations too. */
	readonly all: boolean;
	/** Files and folders to report on; absent: every migration of the project. */
	readonly uris?: readonly string[];
}

export interface LintReport {
	/** By file in the order of the directory, and by place in the file. */
	readonly findings: readonly Finding[];
	/** How many migrations were looked at. */
	readonly files: number;
	/** How many findings on released migrations were left out. */
	readonly notShown: number;
	/** The texts of all documents that findings may name, by URI. */
	readonly sources: ReadonlyMap<string, string>;
}

/** Opens the project at `root` (a `file:` URI). Nothing is written, and no database is contacted. */
export async function openProject(root: string, options: ProjectOptions = {}): Promise<Project> {
	const project = new Project(canonicalUri(root), options);
	await project.reload();
	return project;
}

/** One project root with its configuration, its migration directories and its environments. */
export class Project {
	readonly root: string;
	readonly #files: FileSystem;
	#released: ReleasedLookup | undefined;
	readonly #openTexts = new Map<string, string>();
	#recorded: ReadonlySet<string> | undefined;
	#loaded: LoadedProject = nothingLoaded;

	/** Call `openProject` instead: a project is of no use before its first `reload`. */
	constructor(root: string, options: ProjectOptions) {
		this.root = root;
		this.#files = options.files ?? diskFiles;
		this.#released = options.released;
	}

	get name(): string {
		return decodeURIComponent(this.root.slice(this.root.lastIndexOf('/') + 1));
	}

	get configuration(): Configuration {
		return this.#loaded.configuration;
	}

	get hasConfiguration(): boolean {
		return this.#loaded.hasConfiguration;
	}

	/** Errors in `plumbline.json`, one sentence each. */
	get configurationProblems(): readonly string[] {
		return this.#loaded.problems;
	}

	/** What could not be read or told apart, one sentence each; the rest of the project goes on. */
	get warnings(): readonly string[] {
		return this.#loaded.warnings;
	}

	get problems(): readonly string[] {
		return [...this.configurationProblems, ...this.warnings];
	}

	get directories(): readonly MigrationDirectory[] {
		return this.#loaded.indexes.map((index) => index.directory);
	}

	get environments(): readonly Environment[] {
		return this.#loaded.environments;
	}

	/** True where git or a migrations table says which migrations are released. */
	get knowsReleased(): boolean {
		return this.#loaded.released.size > 0 || this.#recorded !== undefined;
	}

	/** Returns a path relative to the root, with `/`, as people are shown it. */
	pathOf(uri: string): string {
		return relativePath(this.root, uri);
	}

	/** Reads configuration and folders again. Open documents stay. */
	async reload(): Promise<void> {
		this.#loaded = await loadProject(this.root, {
			files: this.#files,
			released: this.#released,
			readText: (uri) => this.#readText(uri),
		});
	}

	/** Lets `lookup` say what is released from now on; call `reload` to see its answers. */
	trust(lookup: ReleasedLookup): void {
		this.#released = lookup;
	}

	/** Sets the text of an open document, which counts instead of the file; `undefined` closes it. */
	setText(uri: string, text: string | undefined): void {
		const key = canonicalUri(uri);
		if (text === undefined) this.#openTexts.delete(key);
		else this.#openTexts.set(key, text);
		this.#indexOf(key)?.forget(key);
	}

	/** True for a document of one of the project's migrations. */
	owns(uri: string): boolean {
		return this.#indexOf(canonicalUri(uri)) !== undefined;
	}

	/** True where one of the URIs is, or holds, a migration of the project. */
	holdsAny(uris: readonly string[]): boolean {
		const files = this.directories.flatMap((directory) => directory.files);
		const isWanted = belowAny(uris);
		return files.some(
			({ uri, downgradeUri }) => isWanted(uri) || (downgradeUri !== undefined && isWanted(downgradeUri)),
		);
	}

	/** Says which migrations a migrations table has recorded: what ran stays as it ran, so nothing fixes or formats it. */
	setRecorded(uris: ReadonlySet<string>): void {
		this.#recorded = uris;
	}

	/** True where `--fix` may touch a document: unreleased and not recorded, or, where nobody can say, the newest migration. */
	mayFix(uri: string): boolean {
		const index = this.#indexOf(canonicalUri(uri));
		const file = index?.directory.files[index.indexOf(canonicalUri(uri))];
		if (index === undefined || file === undefined) return false;
		if (this.#recorded?.has(file.uri) === true || this.#isReleased(index)(file)) return false;
		const isKnown = this.#recorded !== undefined || this.#loaded.released.has(index.directory.uri);
		return isKnown || file === index.directory.files.at(-1);
	}

	/** Returns what is wrong in one document, findings on a released migration marked as such. */
	async lintFile(uri: string): Promise<readonly Finding[]> {
		const key = canonicalUri(uri);
		const index = this.#indexOf(key);
		if (index === undefined) return [];
		const findings = await this.#lintAt(index, index.indexOf(key), this.#namesByUri(index));
		return findings.filter((finding) => finding.uri === key);
	}

	/** Lints the project, or what `scope` names of it. */
	async lint(scope: LintScope): Promise<LintReport> {
		const found: Finding[] = [];
		const sources = new Map<string, string>();
		let files = 0;
		const inScope = scope.uris === undefined ? () => true : belowAny(scope.uris);
		for (const index of this.#loaded.indexes) {
			const names = this.#namesByUri(index);
			const migrations = await index.readAll();
			for (const [position, file] of index.directory.files.entries()) {
				if (!inScope(file.uri)) continue;
				files += 1;
				for (const finding of await this.#lintAt(index, position, names)) found.push(finding);
			}
			for (const { sources: texts } of migrations) for (const [uri, text] of texts) sources.set(uri, text);
		}
		const findings = scope.all ? found : found.filter((finding) => !finding.released);
		return { findings, files, notShown: found.length - findings.length, sources };
	}

	/** The SQL documents of the project that lie in `uris`, or all of them, in order. */
	sqlDocuments(uris?: readonly string[]): readonly string[] {
		const files = this.directories.flatMap((directory) => directory.files).filter(({ language }) => language === 'sql');
		const documents = files.flatMap(({ uri, downgradeUri }) => [...new Set([uri, downgradeUri ?? uri])]);
		return uris === undefined ? documents : documents.filter(belowAny(uris));
	}

	/**
	 * Returns the text of an SQL document and how it reads with an even layout.
	 * @throws FormatRefusedError, UnreadableFileError
	 */
	async format(uri: string): Promise<{ readonly before: string; readonly after: string }> {
		const index = this.#indexOf(canonicalUri(uri));
		const before = await this.#readText(canonicalUri(uri));
		return { before, after: index === undefined ? before : await formatSql(before, index.dialect) };
	}

	/** Reads all migrations of a directory, in order. */
	async readMigrations(directory: MigrationDirectory): Promise<readonly IndexedMigration[]> {
		return this.#loaded.indexes.find((index) => index.directory.uri === directory.uri)?.readAll() ?? [];
	}

	summary(): ProjectSummary {
		return {
			root: this.root,
			name: this.name,
			directories: this.directories.map(({ uri, convention, dialect, files }) => ({
				uri,
				convention,
				dialect,
				migrations: files.length,
			})),
			environments: this.environments.map(summaryOf),
			problems: this.problems,
		};
	}

	/** What is wrong in the documents of one migration, what the names of the directory's files say of it included. */
	async #lintAt(
		index: DirectoryIndex,
		position: number,
		names: ReadonlyMap<string, readonly Finding[]>,
	): Promise<readonly Finding[]> {
		const facts = await migrationFacts(index, position, this.#isReleased(index));
		const { sources } = await index.read(facts.file);
		const { rules } = this.configuration;
		const found = lintMigration(facts, allRules, rules);
		return [...sources].flatMap(([uri, source]) => {
			const context = { uri, source, released: facts.released, rules: ruleIds, settings: rules };
			const ofDocument = found.filter((finding) => finding.uri === uri);
			return applySuppressions([...(names.get(uri) ?? []), ...ofDocument], context);
		});
	}

	/** What the names and numbers of a directory's files say, by the file that it is said of. */
	#namesByUri(index: DirectoryIndex): ReadonlyMap<string, readonly Finding[]> {
		const { directory, convention } = index;
		const isReleased = this.#isReleased(index);
		const findings = lintDirectory({ directory, convention, isReleased }, allRules, this.configuration.rules);
		return groupBy(findings, ({ uri }) => uri);
	}

	/** `lintFrom` draws the line by hand, for projects without git. */
	#isReleased(index: DirectoryIndex): (file: MigrationDirectory['files'][number]) => boolean {
		const released = this.#loaded.released.get(index.directory.uri);
		const { lintFrom } = index.directory;
		return (file) =>
			released?.has(file.uri) === true ||
			(lintFrom !== undefined && index.convention.compareVersions(file.version, lintFrom) < 0);
	}

	#indexOf(uri: string): DirectoryIndex | undefined {
		return this.#loaded.indexes.find((index) => index.indexOf(uri) !== -1);
	}

	async #readText(uri: string): Promise<string> {
		return this.#openTexts.get(uri) ?? this.#files.readText(uri);
	}
}

const ruleIds = allRules.map(({ meta }) => meta.id);

function summaryOf({ name, url, protected: isProtected, local }: Environment): EnvironmentSummary {
	return { name, label: local ? url.slice('sqlite:'.length) : 'PostgreSQL', protected: isProtected, local };
}

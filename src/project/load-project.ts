import { allRules } from '../lint/rules/all.ts';
import { buildDirectory } from '../migration/build-directory.ts';
import type { CodeReader } from '../migration/code/code-reader.ts';
import { loadCodeReader } from '../migration/code/load-code-reader.ts';
import type { Convention } from '../migration/convention.ts';
import { conventions, findConvention } from '../migration/conventions/all.ts';
import { detectConvention } from '../migration/detect-convention.ts';
import { languageOf } from '../migration/language.ts';
import type { MigrationDirectory } from '../migration/migration.ts';
import { migrationReader } from '../migration/migration-reader.ts';
import type { DialectName } from '../sql/dialect.ts';
import { loadDialect } from '../sql/dialects.ts';
import { LineIndex } from '../sql/line-index.ts';
import { findAssets } from './assets.ts';
import type { Configuration, DirectoryConfiguration } from './configuration.ts';
import { CONFIGURATION_FILE } from './configuration-file.ts';
import { DirectoryIndex } from './directory-index.ts';
import { type CandidateFolder, type Discovery, discover, listFolder } from './discover.ts';
import { commonDialect, type Environment, environmentsOf } from './environment.ts';
import type { FileSystem } from './file-system.ts';
import { defaultConfiguration, readConfiguration } from './read-configuration.ts';
import type { ReleasedLookup } from './released.ts';
import { sampleDialect } from './sample-dialect.ts';
import { joinUri } from './uri.ts';

/** Everything that is known of a project before one of its migrations is looked at. */
export interface LoadedProject {
	readonly configuration: Configuration;
	readonly hasConfiguration: boolean;
	readonly indexes: readonly DirectoryIndex[];
	readonly environments: readonly Environment[];
	/** Errors in `plumbline.json`. */
	readonly problems: readonly string[];
	/** What could not be read or told apart; filled further while files are read. */
	readonly warnings: readonly string[];
	/** The released files of each directory that somebody could say it of, by the directory's URI. */
	readonly released: ReadonlyMap<string, ReadonlySet<string>>;
}

export interface LoadOptions {
	readonly files: FileSystem;
	readonly released: ReleasedLookup | undefined;
	/** Reads a file, or the open document that stands for it. */
	readonly readText: (uri: string) => Promise<string>;
}

export const nothingLoaded: LoadedProject = {
	configuration: defaultConfiguration,
	hasConfiguration: false,
	indexes: [],
	environments: [],
	problems: [],
	warnings: [],
	released: new Map(),
};

/** Reads the configuration of `root`, and discovers what it does not say. */
export async function loadProject(root: string, options: LoadOptions): Promise<LoadedProject> {
	const warnings: string[] = [];
	const { configuration, problems, hasConfiguration } = await loadConfiguration(root, options.files);
	const needsDiscovery = configuration.migrations === undefined || configuration.environments === undefined;
	const found: Discovery = needsDiscovery
		? await discover(options.files, root)
		: { folders: [], databases: [], problems: [] };
	warnings.push(...found.problems);
	const wanted =
		configuration.migrations === undefined
			? found.folders
			: await configuredFolders(root, configuration.migrations, options.files, warnings);
	const environments = environmentsOf(root, configuration, found.databases);
	const databases = commonDialect(environments);
	const indexes: DirectoryIndex[] = [];
	for (const folder of wanted) {
		const index = await indexFolder(folder, configurationOf(root, folder, configuration), databases, options, warnings);
		if (index !== undefined) indexes.push(index);
	}
	return {
		configuration,
		hasConfiguration,
		indexes,
		environments,
		problems,
		warnings,
		released: await askReleased(indexes, options.released),
	};
}

async function loadConfiguration(root: string, files: FileSystem) {
	const uri = joinUri(root, CONFIGURATION_FILE);
	if (!(await files.exists(uri))) return { configuration: defaultConfiguration, problems: [], hasConfiguration: false };
	const text = await files.readText(uri);
	const read = readConfiguration(text, {
		rules: allRules.map(({ meta }) => meta.id),
		conventions: conventions.map(({ id }) => id),
	});
	const problems = read.problems.map(({ message, offset }) => `${placeOf(text, offset)}: ${message}`);
	return { configuration: read.configuration, problems, hasConfiguration: true };
}

function placeOf(text: string, offset: number): string {
	const { line, character } = new LineIndex(text).positionAt(offset);
	return `${CONFIGURATION_FILE}:${line + 1}:${character + 1}`;
}

async function configuredFolders(
	root: string,
	directories: readonly DirectoryConfiguration[],
	files: FileSystem,
	warnings: string[],
): Promise<readonly CandidateFolder[]> {
	const folders: CandidateFolder[] = [];
	for (const { path } of directories) {
		try {
			folders.push(await listFolder(files, joinUri(root, path)));
		} catch (error) {
			warnings.push(
				`The migration directory "${path}" of plumbline.json: ${error instanceof Error ? error.message : String(error)}`,
			);
		}
	}
	return folders;
}

function configurationOf(
	root: string,
	folder: CandidateFolder,
	configuration: Configuration,
): DirectoryConfiguration | undefined {
	return configuration.migrations?.find(({ path }) => joinUri(root, path) === folder.uri);
}

async function indexFolder(
	folder: CandidateFolder,
	configured: DirectoryConfiguration | undefined,
	databases: DialectName | undefined,
	options: LoadOptions,
	warnings: string[],
): Promise<DirectoryIndex | undefined> {
	const evidence: string[] = [];
	const convention = conventionOf(folder, configured, evidence);
	if (convention === undefined) {
		if (configured !== undefined) warnings.push(`${configured.path} holds no migrations that a convention knows.`);
		return undefined;
	}
	const hasCode = folder.files.some(({ fileName }) => (languageOf(fileName) ?? 'sql') !== 'sql');
	const read = migrationReader(convention, hasCode ? await codeReader() : undefined);
	const draft = buildDirectory(folder.uri, folder.files, {
		convention,
		dialect: configured?.dialect ?? databases ?? 'postgresql',
		...(configured?.lintFrom !== undefined && { lintFrom: configured.lintFrom }),
	});
	const detected =
		configured?.dialect === undefined ? await sampleDialect(draft.files, read, databases, options.readText) : undefined;
	const directory: MigrationDirectory = {
		...draft,
		dialect: detected?.dialect ?? draft.dialect,
		evidence: [
			...evidence,
			...(detected?.evidence ?? [`The dialect is set in ${CONFIGURATION_FILE}.`]),
			...draft.evidence,
		],
	};
	const { readText } = options;
	return new DirectoryIndex({ directory, convention, dialect: await loadDialect(directory.dialect), read, readText });
}

function conventionOf(
	folder: CandidateFolder,
	configured: DirectoryConfiguration | undefined,
	evidence: string[],
): Convention | undefined {
	if (configured?.convention !== undefined) {
		evidence.push(`The convention is set in ${CONFIGURATION_FILE}.`);
		return findConvention(configured.convention);
	}
	const detected = detectConvention(folder.files.map(({ fileName }) => fileName));
	evidence.push(...(detected?.evidence ?? []));
	return detected?.convention;
}

let loadedCodeReader: Promise<CodeReader> | undefined;

/** The grammars are loaded once a process, and only where a directory holds code. */
async function codeReader(): Promise<CodeReader> {
	loadedCodeReader ??= loadCodeReader(findAssets().treeSitter);
	return loadedCodeReader;
}

async function askReleased(
	indexes: readonly DirectoryIndex[],
	lookup: ReleasedLookup | undefined,
): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
	const released = new Map<string, ReadonlySet<string>>();
	if (lookup === undefined) return released;
	for (const { directory } of indexes) {
		const answer = await lookup(directory.uri);
		if (answer !== undefined) released.set(directory.uri, answer.uris);
	}
	return released;
}

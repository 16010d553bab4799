import type { Project } from '../project/project.ts';
import { isBelow } from '../project/uri.ts';
import { explained, type Log } from './log.ts';

/** How projects are found and opened: from the disk, or by a test. */
export interface ProjectSource {
	/** Roots of the projects in the workspace folders. */
	findRoots(folders: readonly string[]): Promise<readonly string[]>;
	open(root: string): Promise<Project>;
}

/** A request named a project that is not open, or an environment that it has not got. */
export class UnknownTargetError extends Error {
	constructor(what: string) {
		super(what);
		this.name = 'UnknownTargetError';
	}
}

/** The projects of the workspace, as they are known at the moment. */
export class Projects {
	readonly #source: ProjectSource;
	readonly #log: Log;
	readonly #listeners: (() => void)[] = [];
	#open: readonly Project[] = [];
	#folders: readonly string[] = [];
	#settled: Promise<void> = Promise.resolve();

	constructor(source: ProjectSource, log: Log) {
		this.#source = source;
		this.#log = log;
	}

	get all(): readonly Project[] {
		return this.#open;
	}

	/** Resolves when what was begun so far (a search, a reload) is done. */
	async settled(): Promise<void> {
		await this.#settled;
	}

	/** Called after every change of the list or of a project. */
	onChanged(listener: () => void): void {
		this.#listeners.push(listener);
	}

	/** Returns the project that a document is a migration of: of several the innermost, whose configuration is nearest. */
	owner(uri: string): Project | undefined {
		return this.#open.filter((project) => project.owns(uri)).sort((a, b) => b.root.length - a.root.length)[0];
	}

	/** A document was closed: its file counts again, also where the document was a migration when it was opened and is none now. */
	closeText(uri: string): void {
		for (const project of this.#open) project.setText(uri, undefined);
	}

	/** @throws UnknownTargetError */
	byRoot(root: string): Project {
		const project = this.#open.find((it) => it.root === root);
		if (project === undefined) throw new UnknownTargetError(`${root} is not the root of a project in this workspace.`);
		return project;
	}

	/** Looks for projects in these workspace folders, from now on. */
	setFolders(folders: readonly string[]): Promise<void> {
		this.#folders = folders;
		return this.discover();
	}

	/** Looks for projects again. Those that are still there keep what they know. */
	discover(): Promise<void> {
		return this.#after(async () => {
			const roots = await this.#source.findRoots(this.#folders);
			const kept = this.#open.filter((project) => roots.includes(project.root));
			const added = roots.filter((root) => !kept.some((project) => project.root === root));
			const opened = await Promise.all(added.map((root) => this.#openOne(root)));
			this.#open = [...kept, ...opened.filter((project) => project !== undefined)];
		});
	}

	/** Reads the projects again that one of the changed files may belong to. */
	reload(changed: readonly string[]): Promise<void> {
		return this.#after(() =>
			this.#reload(this.#open.filter((project) => changed.some((uri) => isBelow(project.root, uri)))),
		);
	}

	/** Reads all projects again after `prepare` was called with each, those included that are being opened now. */
	reloadAll(prepare: (project: Project) => void): Promise<void> {
		return this.#after(async () => {
			for (const project of this.#open) prepare(project);
			await this.#reload(this.#open);
		});
	}

	/** One after the other: a search must not overtake a reload. */
	#after(work: () => Promise<void>): Promise<void> {
		this.#settled = this.#settled.then(async () => {
			await this.#guarded('the workspace', work);
			for (const listener of this.#listeners) listener();
		});
		return this.#settled;
	}

	async #reload(projects: readonly Project[]): Promise<void> {
		await Promise.all(projects.map((project) => this.#guarded(project.root, () => project.reload())));
	}

	#openOne(root: string): Promise<Project | undefined> {
		return this.#guarded(root, () => this.#source.open(root));
	}

	/** A fault in one project does not take the others down. */
	async #guarded<T>(where: string, work: () => Promise<T>): Promise<T | undefined> {
		try {
			return await work();
		} catch (error) {
			this.#log.error(`${where} could not be read: ${explained(error)}`);
			return undefined;
		}
	}
}

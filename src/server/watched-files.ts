import { type DidChangeWatchedFilesParams, FileChangeType } from 'vscode-languageserver/node';
import { CONFIGURATION_FILE } from '../project/configuration-file.ts';
import { canonicalUri, isBelow } from '../project/uri.ts';
import { databaseFiles, mayBeDatabase } from './database-files.ts';
import type { Databases } from './databases.ts';
import type { Projects } from './projects.ts';

export interface WatchedFilesOptions {
	readonly projects: Projects;
	readonly databases: Databases;
	/** True for documents that are open: what is typed there counts, and not what is saved. */
	readonly isOpen: (uri: string) => boolean;
}

/** Files come and go in bursts (a branch is changed): they are looked at together, after so long, in ms. */
const burstMs = 100;

/** Brings projects and databases up to date when files change on the disk. */
export class WatchedFiles {
	readonly #options: WatchedFilesOptions;
	readonly #changed = new Set<string>();
	#rediscover = false;
	#timer: NodeJS.Timeout | undefined;

	constructor(options: WatchedFilesOptions) {
		this.#options = options;
	}

	changed({ changes }: DidChangeWatchedFilesParams): void {
		const { projects, databases, isOpen } = this.#options;
		for (const change of changes) {
			const uri = canonicalUri(change.uri);
			for (const project of projects.all) databases.fileChanged(project, uri);
			if (this.#isDatabase(uri)) continue;
			const onlyText = change.type === FileChangeType.Changed && projects.owner(uri) !== undefined;
			if (onlyText && isOpen(uri)) continue;
			this.#changed.add(uri);
			const landmark = uri.endsWith(`/${CONFIGURATION_FILE}`) || !projects.all.some(({ root }) => isBelow(root, uri));
			if (landmark && change.type !== FileChangeType.Changed) this.#rediscover = true;
		}
		if (this.#changed.size === 0) return;
		clearTimeout(this.#timer);
		this.#timer = setTimeout(() => this.#takeIn(), burstMs);
	}

	dispose(): void {
		clearTimeout(this.#timer);
	}

	#takeIn(): void {
		const { projects } = this.#options;
		const changed = [...this.#changed];
		this.#changed.clear();
		const found = this.#rediscover ? projects.discover() : Promise.resolve();
		this.#rediscover = false;
		// Neither rejects: what cannot be read is logged, and the last that was read stays.
		void found.then(() => projects.reload(changed));
	}

	#isDatabase(uri: string): boolean {
		return this.#options.projects.all.some(
			(project) =>
				!project.owns(uri) &&
				project.environments.some((environment) => {
					const files = databaseFiles(project.root, environment);
					return files !== undefined && mayBeDatabase(files, uri);
				}),
		);
	}
}

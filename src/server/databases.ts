import type { Project } from '../project/project.ts';
import type { DatabaseStatus, VerifyReport } from '../worker/protocol.ts';
import { databaseFiles, mayBeDatabase } from './database-files.ts';
import { explained, type Log } from './log.ts';
import { UnknownTargetError } from './projects.ts';
import type { ProjectState } from './protocol.ts';
import type { RequestOptions, TrustedWorker } from './trusted-worker.ts';

export interface DatabasesOptions {
	readonly worker: TrustedWorker;
	readonly onChanged: (state: ProjectState) => void;
	readonly log: Log;
}

/** A change of a database file is often followed by more: they are read together, when it has rested for so long, in ms. */
const restMs = 1000;

interface Known {
	readonly databases: Map<string, DatabaseStatus>;
	readonly verified: Map<string, VerifyReport>;
	/** Which read of an environment its databases are from: an earlier one that answers later is stale, and dropped. */
	readonly readBy: Map<string, number>;
	/** Environments that a person asked for by name in this session: only then a protected or distant one is read. */
	readonly connected: Set<string>;
}

/** The last that was seen of each database. Rendering it costs nothing; it is read again when there is a reason. */
export class Databases {
	readonly #options: DatabasesOptions;
	readonly #known = new Map<string, Known>();
	/** Environments whose files changed, until they have rested. */
	readonly #waiting = new Map<Project, Set<string>>();
	#reads = 0;
	#restTimer: NodeJS.Timeout | undefined;

	constructor(options: DatabasesOptions) {
		this.#options = options;
	}

	/** Returns the state of a project as it was last read. */
	state(project: Project): ProjectState {
		const { databases, verified } = this.#knownOf(project);
		const names = project.environments.map(({ name }) => name);
		return {
			root: project.root,
			databases: names.flatMap((name) => [...databases.values()].filter(({ environment }) => environment === name)),
			verified: Object.fromEntries(verified),
		};
	}

	/**
	 * Reads one environment, which connects to it, or without a name all that may be read without asking. Rejects only where
	 * nothing could be read; one environment's fault is in its own state.
	 */
	async refresh(project: Project, environment?: string, options?: RequestOptions): Promise<ProjectState> {
		if (environment === undefined) {
			await this.#read(project, this.readable(project), options);
			return this.state(project);
		}
		const name = environmentOf(project, environment);
		this.#knownOf(project).connected.add(name);
		await this.#read(project, [name], options);
		return this.state(project);
	}

	/** Reads an environment again after a run; what was proved before holds no longer. */
	async ran(project: Project, environment: string): Promise<void> {
		const name = environmentOf(project, environment);
		const { verified, connected } = this.#knownOf(project);
		for (const [database, report] of verified) {
			if (report.environment === name) verified.delete(database);
		}
		connected.add(name);
		await this.#read(project, [name]);
	}

	/** Reads the environments of a verification again, so that its reports stand beside the state that they speak of. */
	async proved(project: Project, reports: readonly VerifyReport[]): Promise<void> {
		const { verified, connected } = this.#knownOf(project);
		const names = new Set(reports.map(({ environment }) => environment));
		for (const name of names) connected.add(name);
		await this.#read(project, [...names]);
		for (const report of reports) verified.set(report.name, report);
		this.#options.onChanged(this.state(project));
	}

	/** Environments that may be read without naming them: local ones that are not protected, and connected ones. */
	readable(project: Project): readonly string[] {
		const { connected } = this.#knownOf(project);
		return project.environments
			.filter((it) => (it.local && !it.protected) || connected.has(it.name))
			.map(({ name }) => name);
	}

	/** A file changed. If it may belong to a database that was read before, that is read again after a rest. */
	fileChanged(project: Project, uri: string): void {
		const { databases } = this.#knownOf(project);
		for (const environment of project.environments) {
			const files = databaseFiles(project.root, environment);
			const wasRead = [...databases.values()].some((status) => status.environment === environment.name);
			if (files === undefined || !wasRead || !mayBeDatabase(files, uri)) continue;
			const names = this.#waiting.get(project) ?? new Set();
			this.#waiting.set(project, names.add(environment.name));
			clearTimeout(this.#restTimer);
			this.#restTimer = setTimeout(() => this.#readWaiting(), restMs);
		}
	}

	/** Reads again what was read before: after migrations came or went, or the configuration changed. */
	projectChanged(project: Project): void {
		const known = this.#knownOf(project);
		const names = new Set(project.environments.map(({ name }) => name));
		const had = new Set([...known.databases.values()].map(({ environment }) => environment));
		for (const [name, status] of known.databases) {
			if (!names.has(status.environment)) forget(known, name);
		}
		const again = [...had].filter((name) => names.has(name) && this.readable(project).includes(name));
		this.#inBackground(project, again);
	}

	dispose(): void {
		clearTimeout(this.#restTimer);
	}

	#readWaiting(): void {
		for (const [project, names] of this.#waiting) this.#inBackground(project, [...names]);
		this.#waiting.clear();
	}

	#inBackground(project: Project, names: readonly string[]): void {
		if (names.length === 0) return;
		this.#read(project, names).catch((error: unknown) =>
			this.#options.log.warn(`${project.name}: the databases could not be read again: ${explained(error)}`),
		);
	}

	async #read(project: Project, names: readonly string[], options?: RequestOptions): Promise<void> {
		const { worker, onChanged, log } = this.#options;
		this.#reads += 1;
		const read = this.#reads;
		const answers = await Promise.allSettled(
			names.map((environment) => worker.request('status', { root: project.root, environment }, options)),
		);
		const failures: unknown[] = [];
		for (const [index, answer] of answers.entries()) {
			if (answer.status === 'rejected') failures.push(answer.reason);
			else this.#keep(this.#knownOf(project), names[index] ?? '', read, answer.value);
		}
		for (const failure of failures) log.warn(explained(failure));
		onChanged(this.state(project));
		if (failures.length > 0 && failures.length === answers.length) throw failures[0];
	}

	#keep(known: Known, environment: string, read: number, found: readonly DatabaseStatus[]): void {
		const { databases, verified, readBy } = known;
		if ((readBy.get(environment) ?? 0) > read) return;
		readBy.set(environment, read);
		const gone = new Set(
			[...databases.values()].filter((it) => it.environment === environment).map(({ name }) => name),
		);
		for (const status of found) {
			const last = databases.get(status.name);
			gone.delete(status.name);
			if (last !== undefined && !sameLedger(last, status)) verified.delete(status.name);
			databases.set(status.name, status.state === 'unreadable' && last !== undefined ? stale(last, status) : status);
		}
		for (const name of gone) forget(known, name);
	}

	#knownOf({ root }: Project): Known {
		const known = this.#known.get(root) ?? nothingKnown();
		this.#known.set(root, known);
		return known;
	}
}

function nothingKnown(): Known {
	return { databases: new Map(), verified: new Map(), readBy: new Map(), connected: new Set() };
}

/** What was proved of a database that is gone says nothing of one that gets its name. */
function forget({ databases, verified }: Known, name: string): void {
	databases.delete(name);
	verified.delete(name);
}

/** What was read last, with the fault of now: its `readAt` stays, and tells how old it is. */
function stale(last: DatabaseStatus, now: DatabaseStatus): DatabaseStatus {
	return { ...last, state: 'unreadable', ...(now.error !== undefined && { error: now.error }) };
}

function sameLedger(a: DatabaseStatus, b: DatabaseStatus): boolean {
	return JSON.stringify([a.entries, a.migrations]) === JSON.stringify([b.entries, b.migrations]);
}

/** `fleet/app3` is a database of the environment `fleet`. */
function environmentOf(project: Project, name: string): string {
	const found = project.environments.find((it) => it.name === name) ?? longestPrefix(project, name);
	if (found !== undefined) return found.name;
	const known = project.environments.map((it) => it.name).join(', ');
	throw new UnknownTargetError(`${project.name} has no environment "${name}". It has: ${known || 'none'}.`);
}

function longestPrefix(project: Project, name: string) {
	return project.environments
		.filter((it) => name.startsWith(`${it.name}/`))
		.sort((a, b) => b.name.length - a.name.length)[0];
}

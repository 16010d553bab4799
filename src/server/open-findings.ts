import { setImmediate } from 'node:timers/promises';
import type { TextDocument } from 'vscode-languageserver-textdocument';
import type { Finding } from '../lint/finding.ts';
import { canonicalUri } from '../project/uri.ts';
import type { DocumentsByUri, DocumentTexts } from './document-texts.ts';
import { explained, type Log } from './log.ts';
import type { Projects } from './projects.ts';

/** The findings of one version of an open document, with every document that they name. */
export interface CheckedDocument {
	readonly document: TextDocument;
	readonly version: number;
	readonly findings: readonly Finding[];
	readonly documents: DocumentsByUri;
}

export interface OpenFindingsOptions {
	readonly projects: Projects;
	readonly texts: DocumentTexts;
	readonly publish: (checked: CheckedDocument) => void;
	readonly log: Log;
}

/** How long a document rests before the other open migrations of its project are looked at again, in ms. */
const othersAfterMs = 150;

interface Job {
	/** Counts the reasons to look again. What was found for an earlier one is stale, and dropped. */
	generation: number;
	running: Promise<void> | undefined;
	checked: CheckedDocument | undefined;
}

/** Keeps the findings of the open documents in step with their texts. */
export class OpenFindings {
	readonly #options: OpenFindingsOptions;
	readonly #jobs = new Map<string, Job>();
	#othersTimer: NodeJS.Timeout | undefined;

	constructor(options: OpenFindingsOptions) {
		this.#options = options;
	}

	/** A document was opened, or its text changed. */
	changed(document: TextDocument): void {
		const uri = canonicalUri(document.uri);
		this.#options.projects.owner(uri)?.setText(uri, document.getText());
		this.#request(uri);
		if (this.#jobs.size > 1) this.#requestOthersLater();
	}

	/** A document was closed: the file counts again. */
	closed(document: TextDocument): void {
		const uri = canonicalUri(document.uri);
		const job = this.#jobs.get(uri);
		if (job !== undefined) job.generation += 1;
		this.#jobs.delete(uri);
		this.#options.projects.closeText(uri);
		this.#requestOthersLater();
	}

	/** Looks at every open document again, after the projects changed. */
	projectsChanged(): void {
		for (const uri of this.#jobs.keys()) {
			const document = this.#options.texts.open(uri);
			if (document !== undefined) this.#options.projects.owner(uri)?.setText(uri, document.getText());
		}
		this.#requestAll();
	}

	/** Returns the findings of a document's current text; undefined for documents that are not open. */
	async of(uri: string): Promise<CheckedDocument | undefined> {
		const job = this.#jobs.get(canonicalUri(uri));
		await job?.running;
		return job?.checked;
	}

	dispose(): void {
		clearTimeout(this.#othersTimer);
		this.#jobs.clear();
	}

	/** What was made or dropped in one document is there or gone for later migrations. */
	#requestOthersLater(): void {
		clearTimeout(this.#othersTimer);
		this.#othersTimer = setTimeout(() => this.#requestAll(), othersAfterMs);
	}

	#requestAll(): void {
		for (const uri of this.#jobs.keys()) this.#request(uri);
	}

	#request(uri: string): void {
		const job: Job = this.#jobs.get(uri) ?? { generation: 0, running: undefined, checked: undefined };
		this.#jobs.set(uri, job);
		job.generation += 1;
		job.running ??= this.#run(uri, job).finally(() => {
			job.running = undefined;
		});
	}

	/** Checks until nothing has changed meanwhile. There is no delay to wait for: edits that came together are taken together. */
	async #run(uri: string, job: Job): Promise<void> {
		for (let seen = -1; seen !== job.generation; ) {
			await setImmediate();
			seen = job.generation;
			const checked = await this.#check(uri);
			if (seen !== job.generation || checked === undefined || this.#jobs.get(uri) !== job) continue;
			job.checked = checked;
			this.#options.publish(checked);
		}
	}

	async #check(uri: string): Promise<CheckedDocument | undefined> {
		const { projects, texts, log } = this.#options;
		const document = texts.open(uri);
		if (document === undefined) return undefined;
		const { version } = document;
		try {
			const findings = (await projects.owner(uri)?.lintFile(uri)) ?? [];
			return { document, version, findings, documents: await texts.collect(documentsOf(uri, findings)) };
		} catch (error) {
			log.error(`${uri} could not be checked: ${explained(error)}`);
			return undefined;
		}
	}
}

function documentsOf(uri: string, findings: readonly Finding[]): string[] {
	const named = findings.flatMap((finding) => [
		...finding.related.map((place) => place.uri),
		...finding.fixes.flatMap((fix) => [...fix.edits.map((edit) => edit.uri), ...(fix.rename ? [fix.rename.from] : [])]),
	]);
	return [uri, ...named];
}

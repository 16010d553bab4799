import { TextDocument } from 'vscode-languageserver-textdocument';
import type { FileSystem } from '../project/file-system.ts';
import { canonicalUri } from '../project/uri.ts';

/** Documents by canonical URI: what turns offsets into lines and columns. */
export type DocumentsByUri = ReadonlyMap<string, TextDocument>;

/** Where open documents are kept; `TextDocuments` of vscode-languageserver is one. */
export interface OpenDocuments {
	all(): TextDocument[];
}

/** The version of a document that is not open. */
const notOpen = -1;

/** True for documents that the client has open. */
export function isOpen(document: TextDocument): boolean {
	return document.version !== notOpen;
}

/** The text of every document that findings point into: as it is open in the client, or else as it is on the disk. */
export class DocumentTexts {
	readonly #open: OpenDocuments;
	readonly #files: FileSystem;

	constructor(open: OpenDocuments, files: FileSystem) {
		this.#open = open;
		this.#files = files;
	}

	/** Returns an open document, whatever spelling of its URI the client uses. */
	open(uri: string): TextDocument | undefined {
		const canonical = canonicalUri(uri);
		return this.#open.all().find((document) => canonicalUri(document.uri) === canonical);
	}

	/** Returns those of the documents that can be read. A file that is gone is left out: nothing can point into it. */
	async collect(uris: Iterable<string>): Promise<DocumentsByUri> {
		const wanted = [...new Set([...uris].map(canonicalUri))];
		const found = await Promise.all(
			wanted.map(async (uri) => [uri, this.open(uri) ?? (await this.#fromDisk(uri))] as const),
		);
		return new Map(found.filter((entry): entry is readonly [string, TextDocument] => entry[1] !== undefined));
	}

	async #fromDisk(uri: string): Promise<TextDocument | undefined> {
		const text = await this.#files.readText(uri).catch(() => undefined);
		return text === undefined ? undefined : TextDocument.create(uri, 'plaintext', notOpen, text);
	}
}

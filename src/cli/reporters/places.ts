import { diskFiles, UnreadableFileError } from '../../project/file-system.ts';
import { LineIndex } from '../../sql/line-index.ts';
import type { TextRange } from '../../sql/text-range.ts';

/** Where something begins: line and column from 1, columns in UTF-16 code units. */
export interface Place {
	readonly line: number;
	readonly column: number;
}

/** Says where ranges of files begin. */
export class Places {
	readonly #lines = new Map<string, LineIndex>();

	/** Reads the files that the ranges are of. In one that cannot be read no place is known. */
	static async of(places: readonly { readonly uri?: string; readonly range?: TextRange }[]): Promise<Places> {
		const read = new Places();
		for (const { uri, range } of places) {
			if (uri === undefined || range === undefined || read.#lines.has(uri)) continue;
			try {
				read.#lines.set(uri, new LineIndex(await diskFiles.readText(uri)));
			} catch (error) {
				// Gone or changed since it ran: its path says enough.
				if (!(error instanceof UnreadableFileError)) throw error;
			}
		}
		return read;
	}

	/** Returns where a range begins; an empty object where that is not known, to be spread into what is reported. */
	at({ uri, range }: { readonly uri?: string; readonly range?: TextRange }): Place | Record<string, never> {
		const lines = uri === undefined || range === undefined ? undefined : this.#lines.get(uri);
		if (lines === undefined || range === undefined) return {};
		const { line, character } = lines.positionAt(range.start);
		return { line: line + 1, column: character + 1 };
	}

	/** `migrations/002_b.sql:3:1`; the path alone where no line is known. */
	name(place: { readonly uri: string; readonly range?: TextRange }, pathOf: (uri: string) => string): string {
		const { line, column } = this.at(place);
		return line === undefined ? pathOf(place.uri) : `${pathOf(place.uri)}:${line}:${column}`;
	}
}

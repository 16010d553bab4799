import type { Finding } from '../../lint/finding.ts';
import type { LintReport } from '../../project/project.ts';
import { LineIndex } from '../../sql/line-index.ts';
import type { TextRange } from '../../sql/text-range.ts';

/** A place as reports for machines give it: lines and columns from 1, columns in UTF-16 code units. */
export interface Location {
	readonly path: string;
	readonly start: { readonly line: number; readonly column: number };
	readonly end: { readonly line: number; readonly column: number };
}

export interface LocatedFinding {
	readonly finding: Finding;
	readonly location: Location;
}

/** Turns ranges of a report's documents into locations. */
export class Locator {
	readonly #lines: ReadonlyMap<string, LineIndex>;
	readonly #pathOf: (uri: string) => string;

	constructor(report: LintReport, pathOf: (uri: string) => string) {
		this.#lines = new Map([...report.sources].map(([uri, source]) => [uri, new LineIndex(source)]));
		this.#pathOf = pathOf;
	}

	locate(uri: string, range: TextRange): Location {
		const lines = this.#lines.get(uri);
		const at = (offset: number) => {
			const { line, character } = lines?.positionAt(offset) ?? { line: 0, character: 0 };
			return { line: line + 1, column: character + 1 };
		};
		return { path: this.#pathOf(uri), start: at(range.start), end: at(range.end) };
	}

	locateAll(findings: readonly Finding[]): readonly LocatedFinding[] {
		return findings.map((finding) => ({ finding, location: this.locate(finding.uri, finding.range) }));
	}
}

/** Which part of a file a marker begins, and what it says beside that (`transaction:false`). */
export interface SectionMarker {
	readonly part: 'upgrade' | 'downgrade';
	readonly options: string;
	/** The range of its line's text, without the end of the line. */
	readonly start: number;
	readonly end: number;
}

/** Comments by which one tool, or people, divide a file. */
export interface MarkerFamily {
	/** As people write them, for messages and for new sections. */
	readonly upgrade: string;
	readonly downgrade: string;
	/** Reads the text of a comment line: the first group is the upgrade's word, the second the downgrade's, the third options. */
	readonly pattern: RegExp;
}

/** Lines and boxes that people draw around a heading. */
const before = String.raw`[-=*#\[\s]*`;
const behind = String.raw`[-=*#:.\]\s]*`;

/**
 * Those that only one tool writes come first: a file counts as divided by the first family that it has a marker of, so
 * that a heading `-- Up` inside a dbmate file divides nothing.
 */
export const markerFamilies: readonly MarkerFamily[] = [
	{
		upgrade: '-- plumbline:upgrade',
		downgrade: '-- plumbline:downgrade',
		pattern: /^plumbline:(?:(upgrade)|(downgrade))(?:\s+(.*))?$/i,
	},
	{ upgrade: '-- migrate:up', downgrade: '-- migrate:down', pattern: /^migrate:(?:(up)|(down))(?:\s+(.*))?$/i },
	{ upgrade: '-- +goose Up', downgrade: '-- +goose Down', pattern: /^\+goose\s+(?:(up)|(down))\s*()$/i },
	{ upgrade: '-- +migrate Up', downgrade: '-- +migrate Down', pattern: /^\+migrate\s+(?:(up)|(down))(?:\s+(.*))?$/i },
	{
		upgrade: '-- Up Migration',
		downgrade: '-- Down Migration',
		pattern: new RegExp(`^${before}(?:(up)|(down))\\s+migration${behind}$`, 'i'),
	},
	{
		upgrade: '-- upgrade',
		downgrade: '-- downgrade',
		pattern: new RegExp(`^${before}(?:(upgrade)|(downgrade))${behind}$`, 'i'),
	},
	{
		upgrade: '-- Up',
		downgrade: '-- Down',
		pattern: new RegExp(`^${before}(?:(up)|(down))${behind}$`, 'i'),
	},
];

/** A file's markers, and the family that they are of. */
export interface FoundMarkers {
	readonly family: MarkerFamily;
	/** In the order of the text; at least one. */
	readonly markers: readonly SectionMarker[];
}

/** Returns the markers that divide an SQL text, each on a comment line of its own, or undefined where there is none. */
export function findMarkers(text: string): FoundMarkers | undefined {
	const comments = [...commentLines(text)];
	for (const family of markerFamilies) {
		const markers = comments.flatMap((comment) => {
			const match = family.pattern.exec(comment.text);
			if (match === null) return [];
			const part = match[1] === undefined ? 'downgrade' : 'upgrade';
			return [{ part, options: match[3] ?? '', start: comment.start, end: comment.end } as const];
		});
		if (markers.length > 0) return { family, markers };
	}
	return undefined;
}

interface CommentLine {
	/** What stands behind the dashes, trimmed. */
	readonly text: string;
	readonly start: number;
	readonly end: number;
}

/** Returns the lines of an SQL text that hold a `--` comment and nothing else. */
export function* commentLines(text: string): Iterable<CommentLine> {
	for (const match of text.matchAll(/^\uFEFF?[^\S\r\n]*--([^\r\n]*)/gm)) {
		yield { text: (match[1] ?? '').trim(), start: match.index, end: match.index + match[0].length };
	}
}

import type { TextRange } from '../sql/text-range.ts';
import { isBlankSql, skipBlankSql } from './blank-sql.ts';
import type { SqlSection, SqlSections } from './convention.ts';
import type { TextProblem } from './migration.ts';
import { commentLines, type FoundMarkers, findMarkers } from './section-markers.ts';

/** Options of a marker's own line: dbmate's and Plumbline's, and sql-migrate's. */
const optionWithoutTransaction = /(?:^|\s)(?:transaction\s*[:=]\s*false|notransaction)(?:\s|$)/i;

/** Comment lines that hold for the whole file: Plumbline's, goose's, sqlx's and graphile-migrate's, Atlas's. */
const fileWithoutTransaction =
	/^(?:plumbline:no-transaction|\+goose\s+no\s+transaction|!?\s*no-transaction|atlas:txmode\s+none)$/i;

/**
 * Returns the sections of an SQL text by whichever family of markers it uses. Without markers the whole text is the
 * upgrade; what stands in front of a first downgrade marker is too.
 */
export function markedSections(text: string): SqlSections {
	const found = findMarkers(text);
	const inTransaction = !hasNoTransactionComment(text);
	if (found === undefined) {
		return { upgrade: [{ range: wholeText(text), transaction: inTransaction }], downgrade: [], problems: [] };
	}
	const { markers } = found;
	const sections: Record<'upgrade' | 'downgrade', SqlSection[]> = { upgrade: [], downgrade: [] };
	const problems: TextProblem[] = [];
	const preamble = { start: wholeText(text).start, end: markers[0]?.start ?? 0 };
	if (!isBlankSql(text.slice(preamble.start, preamble.end))) {
		if (markers.some(({ part }) => part === 'upgrade')) problems.push(outside(text, preamble, found));
		else sections.upgrade.push({ range: preamble, transaction: inTransaction });
	}
	for (const [index, marker] of markers.entries()) {
		const range = { start: lineAfter(text, marker.end), end: markers[index + 1]?.start ?? text.length };
		const transaction = inTransaction && !optionWithoutTransaction.test(marker.options);
		sections[marker.part].push({ range, transaction });
	}
	return { ...sections, problems };
}

/** Returns a whole text as one upgrade: the convention has no markers. */
export function wholeSections(text: string): SqlSections {
	const section = { range: wholeText(text), transaction: !hasNoTransactionComment(text) };
	return { upgrade: [section], downgrade: [], problems: [] };
}

/** The whole of a text without its byte order mark, which no SQL grammar reads. */
function wholeText(text: string): TextRange {
	return { start: text.startsWith('\uFEFF') ? 1 : 0, end: text.length };
}

function hasNoTransactionComment(text: string): boolean {
	for (const comment of commentLines(text)) if (fileWithoutTransaction.test(comment.text)) return true;
	return false;
}

function outside(text: string, preamble: TextRange, { family }: FoundMarkers): TextProblem {
	const start = preamble.start + skipBlankSql(text.slice(preamble.start, preamble.end));
	const written = text.slice(start, preamble.end).trimEnd();
	return {
		message: `What stands before \`${family.upgrade}\` belongs to no section and is never run. Move it behind the marker.`,
		range: { start, end: start + written.length },
	};
}

function lineAfter(text: string, end: number): number {
	const breakLength = text.startsWith('\r\n', end) ? 2 : end < text.length ? 1 : 0;
	return end + breakLength;
}

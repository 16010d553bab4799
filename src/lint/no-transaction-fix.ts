import type { Fix } from './finding.ts';
import type { MigrationFacts, StatementFact } from './rule.ts';

/**
 * Returns the suggested fix that marks a script as one that runs outside a transaction, in the words of the tool whose
 * markers it has. None for conventions without such words, nor inside a transaction that the script itself begins.
 */
export function noTransactionFix(facts: MigrationFacts, { script }: StatementFact): readonly Fix[] {
	const { source, file, convention } = facts;
	if (convention.id !== 'plain' || script.language !== 'sql' || script.uri !== file.uri) return [];
	const lineEnd = source.slice(0, script.range.start).trimEnd().length;
	const marker = source.slice(source.lastIndexOf('\n', lineEnd - 1) + 1, lineEnd);
	const option = OPTIONS.find(({ of }) => of.test(marker))?.option;
	const top = source.startsWith('\uFEFF') ? 1 : 0;
	const newLine = source.includes('\r\n') ? '\r\n' : '\n';
	const comment = /^--[ \t]*\+goose\b/im.test(source) ? '-- +goose NO TRANSACTION' : '-- plumbline:no-transaction';
	const edit =
		option === undefined
			? { range: { start: top, end: top }, newText: `${comment}${newLine}` }
			: { range: { start: lineEnd, end: lineEnd }, newText: ` ${option}` };
	const words = option ?? comment;
	return [
		{ title: `Run it outside a transaction: \`${words}\``, safety: 'suggested', edits: [{ uri: file.uri, ...edit }] },
	];
}

/** https://github.com/amacneil/dbmate#migration-options https://github.com/rubenv/sql-migrate#writing-migrations */
const OPTIONS = [
	{ of: /^--[ \t]*migrate:(?:up|down)\b/i, option: 'transaction:false' },
	{ of: /^--[ \t]*\+migrate[ \t]+(?:up|down)\b/i, option: 'notransaction' },
];

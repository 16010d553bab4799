import type { SchemaChange } from '../schema-change.ts';
import type { RelativeStatement } from '../shift-statement.ts';
import type { SqlSyntaxError } from '../statement.ts';
import type { TableUse } from '../table-use.ts';
import { readChanges } from './changes/read-changes.ts';
import type { Reading } from './changes/reading.ts';
import { readDoBlock } from './do-block.ts';
import { statementKind } from './statement-kind.ts';
import { StatementSource } from './statement-source.ts';
import { toSyntaxError } from './syntax-error.ts';
import { isTransactional, transactionControl } from './transaction.ts';
import { readUses } from './uses/read-uses.ts';

/** Reads one statement that stands alone. `nesting` is what a `NestingMeter` counted of it. Never throws. */
export function readStatement(text: string, nesting: number, using: Omit<Reading, 'source'>): RelativeStatement {
	const nul = text.indexOf('\0');
	if (nul !== -1) {
		return brokenStatement(text, {
			message: 'a NUL character: PostgreSQL takes none in a text',
			range: { start: nul, end: nul + 1 },
		});
	}
	const wellFormed = text.toWellFormed();
	const result = using.parser.parse(wellFormed, nesting);
	if (result.outcome === 'syntax error') {
		return brokenStatement(text, toSyntaxError(result.message, result.codePoint, wellFormed));
	}
	if (result.outcome === 'not read') {
		const range = { start: 0, end: text.length };
		return made(text, 'unknown', [{ type: 'unknown', range, what: 'a statement that is nested too deep to be read' }]);
	}
	const { tree } = result;
	const reading: Reading = { ...using, source: new StatementSource(wellFormed) };
	const changes = 'DoStmt' in tree ? readDoBlock(tree.DoStmt, reading) : readChanges(tree, reading);
	const transaction = transactionControl(tree);
	return {
		...made(text, statementKind(tree), changes, readUses(tree, reading)),
		...(transaction && { transaction }),
		transactional: isTransactional(tree),
	};
}

/** A statement that the grammar refuses. */
export function brokenStatement(text: string, syntaxError: SqlSyntaxError): RelativeStatement {
	return { ...made(text, 'unknown', []), syntaxError };
}

/** A command of psql. Those that run other files, or SQL that is made while running, may change anything. */
export function psqlCommand(text: string): RelativeStatement {
	const range = { start: 0, end: text.length };
	const changes: SchemaChange[] = RUNS_SQL.test(text) ? [{ type: 'unknown', range, what: `psql's ${text}` }] : [];
	return made(text, 'psql', changes);
}

const RUNS_SQL = /^\\(?:i|ir|include|include_relative|gexec|c|connect|!)(?![\w])/;

function made(
	text: string,
	kind: string,
	changes: readonly SchemaChange[],
	uses: readonly TableUse[] = [],
): RelativeStatement {
	return { range: { start: 0, end: text.length }, text, kind, changes, uses, transactional: true };
}

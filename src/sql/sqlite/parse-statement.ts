import type { RelativeStatement } from '../shift-statement.ts';
import { brokenStatement, toSyntaxError } from './broken-statement.ts';
import { restoreMessage, restoreNames, withoutContextualNames } from './contextual-keywords.ts';
import { parseStmt } from './parser.ts';
import { readChanges } from './read-changes.ts';
import { readUses } from './read-uses.ts';
import { statementKind } from './statement-kind.ts';
import { StatementSource } from './statement-source.ts';
import { isTransactional, transactionControl } from './transaction.ts';

/**
 * Reads the text of one statement, without its semicolon, as `prepareText` returned it. Never throws: what the grammar
 * refuses comes back with its `syntaxError`.
 */
export function parseStatement(text: string): RelativeStatement {
	try {
		const contextual = withoutContextualNames(text);
		const parsed = parseStmt(contextual.text, { emitTokens: true });
		const tokens = parsed.tokens ?? [];
		if (parsed.status === 'error') {
			const [first] = parsed.errors;
			if (first === undefined) return refused(text, 'the parser refuses this without saying why');
			const error = toSyntaxError(first, tokens, text.length);
			return brokenStatement(text, { ...error, message: restoreMessage(error.message, contextual) });
		}
		const source = new StatementSource(text, restoreNames(parsed.root, tokens, contextual));
		const transaction = transactionControl(parsed.root);
		return {
			range: source.range,
			text,
			kind: statementKind(parsed.root),
			changes: readChanges(source, parsed.root),
			uses: readUses(source, parsed.root),
			...(transaction && { transaction }),
			transactional: isTransactional(parsed.root),
		};
	} catch (error) {
		// A fault of the parser or of this reader must not take the other statements of the text with it.
		return refused(text, `this statement could not be read: ${error instanceof Error ? error.message : String(error)}`);
	}
}

function refused(text: string, message: string): RelativeStatement {
	return brokenStatement(text, { message, range: { start: 0, end: text.length } });
}

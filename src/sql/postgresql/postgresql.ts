import { BoundedCache } from '../bounded-cache.ts';
import type { Dialect } from '../dialect.ts';
import type { Statement } from '../statement.ts';
import { supportsCapability } from './capabilities.ts';
import { foldIdentifier } from './fold-identifier.ts';
import { loadParser } from './parser.ts';
import { identifierQuoter } from './quote-identifier.ts';
import { StatementReader } from './read-statements.ts';

/** In UTF-16 code units: the texts of some thousand migrations, which are read again whenever they are replayed. */
const KEPT_TEXT = 8_000_000;

let loaded: Promise<Dialect> | undefined;

/** Returns PostgreSQL, as its own parser (of 18) reads it. The parser is loaded on the first call. */
export function loadPostgresql(): Promise<Dialect> {
	loaded ??= load();
	return loaded;
}

async function load(): Promise<Dialect> {
	const parser = await loadParser();
	const quoteIdentifier = identifierQuoter(parser);
	const reader = new StatementReader({ parser, quoteIdentifier });
	const texts = new BoundedCache<string, readonly Statement[]>(KEPT_TEXT, (text) => text.length + 200);
	return {
		name: 'postgresql',
		label: 'PostgreSQL',
		// The oldest that gets fixes: https://www.postgresql.org/support/versioning/
		oldestVersion: '14',
		supports: supportsCapability,
		read(text) {
			const known = texts.get(text);
			if (known !== undefined) return known;
			const statements = reader.read(text);
			texts.set(text, statements);
			return statements;
		},
		foldIdentifier,
		quoteIdentifier,
	};
}

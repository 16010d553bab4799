import { BoundedCache } from '../bounded-cache.ts';
import type { Capability, Dialect } from '../dialect.ts';
import type { Statement } from '../statement.ts';
import { foldName, quoteIdentifier, unquoteIdentifier } from './identifiers.ts';
import { readStatements } from './read-statements.ts';

/** What SQLite has, in every version that is still in use. */
const CAPABILITIES: ReadonlySet<Capability> = new Set<Capability>([
	'create-view-if-not-exists',
	'create-trigger-if-not-exists',
	'transactional-ddl',
]);

/** In UTF-16 code units: the texts of some thousand migrations, which are read again whenever they are replayed. */
const KEPT_TEXT = 2_000_000;

const texts = new BoundedCache<string, readonly Statement[]>(KEPT_TEXT, (text) => text.length + 200);

/** SQLite, as its own grammar (of 3.53) reads it. */
export const sqlite: Dialect = {
	name: 'sqlite',
	label: 'SQLite',
	// What Ubuntu 22.04 LTS ships: with DROP COLUMN, RETURNING and STRICT.
	oldestVersion: '3.37.2',
	supports: (capability) => CAPABILITIES.has(capability),
	read(text) {
		const known = texts.get(text);
		if (known !== undefined) return known;
		const statements = readStatements(text);
		texts.set(text, statements);
		return statements;
	},
	foldIdentifier: (written) => foldName(unquoteIdentifier(written)),
	quoteIdentifier,
};

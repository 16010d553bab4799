import type { Dialect } from '../sql/dialect.ts';
import type { Statement } from '../sql/statement.ts';
import type { TextRange } from '../sql/text-range.ts';
import { tryChange } from './apply-change.ts';
import type { Origin, Schema } from './schema.ts';

/**
 * Returns the schema after a statement, all of it or nothing: where the database refuses one action of an ALTER TABLE,
 * the others are not done either. `originOf` tells who made what a part of the text makes.
 */
export function applyStatement(
	schema: Schema,
	statement: Pick<Statement, 'changes'>,
	dialect: Pick<Dialect, 'name'>,
	originOf: (range: TextRange) => Origin | undefined = () => undefined,
): Schema {
	let after = schema;
	for (const change of statement.changes) {
		const next = tryChange(after, change, { origin: originOf(change.range), dialect: dialect.name });
		if (next === undefined) return schema;
		after = next;
	}
	return after;
}

import type { NamedRange } from '../sql/object-name.ts';
import type { StatementFact } from './rule.ts';

/** Returns a name as the statement writes it, quotes included: what its author recognises in a message. */
export function writtenName(fact: StatementFact, name: NamedRange): string {
	const written = fact.fragment.text.slice(name.range.start, name.range.end);
	return written === '' ? name.name : written;
}

/** Returns the names as a list in backticks: `a`, `b`. */
export function listNames(names: readonly string[]): string {
	return names.map((name) => `\`${name}\``).join(', ');
}

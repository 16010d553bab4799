import type { Statement } from './expression.ts';

/** Returns every name that some statement gives another meaning, also in branches and loops; not within functions. */
export function* assignedNames(statements: readonly Statement[]): Iterable<string> {
	for (const statement of statements) {
		if (statement.type === 'assign') for (const { name } of statement.names) yield name;
		else if (statement.type === 'define') yield statement.name.name;
		else if (statement.type === 'branch') {
			yield* assignedNames(statement.body);
			yield* assignedNames(statement.otherwise);
		} else if (statement.type === 'repeat') {
			yield* statement.names;
			yield* assignedNames(statement.body);
		} else if (statement.type === 'block') yield* assignedNames(statement.body);
	}
}

import type { CodeFunction } from './expression.ts';
import type { Scope, Value } from './scope.ts';

/** Returns what a name stands for that is given to a function of the file. */
export function functionValue(defined: CodeFunction | undefined, scope: Scope): Value | undefined {
	return defined === undefined ? undefined : { type: 'function', function: defined, scope };
}

/** Gives a value to its name, or takes it apart among several. */
export function bindNames(scope: Scope, names: readonly string[], value: Value | undefined): void {
	const [only] = names;
	if (names.length === 1 && only !== undefined) {
		scope.set(only, value);
		return;
	}
	for (const [index, name] of names.entries()) {
		if (value?.type === 'list') scope.set(name, value.items[index]);
		else scope.set(name, value?.type === 'connection' ? value : undefined);
	}
}

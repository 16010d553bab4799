import { assignedNames } from './assigned-names.ts';
import { bindNames, functionValue } from './bind-names.ts';
import { evaluate } from './evaluate.ts';
import type { Statement } from './expression.ts';
import { Scope } from './scope.ts';

/** Returns what the names of a file stand for once all of it was loaded. What loading itself does is not followed. */
export function moduleScope(body: readonly Statement[]): Scope {
	const scope = new Scope();
	for (const statement of body) {
		if (statement.type === 'define') scope.set(statement.name.name, functionValue(statement.function, scope));
		else if (statement.type === 'assign') {
			const { names, apart, value } = statement;
			const known = value === undefined ? undefined : evaluate(value, scope);
			const usable = !apart || known?.type === 'list' ? known : undefined;
			bindNames(
				scope,
				names.map(({ name }) => name),
				usable,
			);
		} else {
			for (const name of assignedNames([statement])) scope.set(name, undefined);
		}
	}
	return scope;
}

import type { Convention, FunctionPair } from '../convention.ts';
import type { ExportedFunction, MigrationFile, MigrationText, Script } from '../migration.ts';
import type { CodeExport, CodeModule } from './code-module.ts';
import type { CodeFunction, Expression, Statement } from './expression.ts';
import { followFunction } from './follow-function.ts';
import { moduleScope } from './module-scope.ts';
import type { Scope } from './scope.ts';

/** Returns a code migration as read from its translated file. */
export function readCodeMigration(convention: Convention, file: MigrationFile, module: CodeModule): MigrationText {
	const scope = moduleScope(module.body);
	const pairs: readonly FunctionPair[] = [
		convention.functions,
		...(file.language === 'python' ? [] : (convention.javascriptFunctions ?? [])),
	];
	const script = (part: 'upgrade' | 'downgrade'): Script | undefined => {
		for (const pair of pairs) {
			const exported = module.exports.find(({ name }) => name === pair[part]);
			if (exported !== undefined) return readScript(file, module, exported, scope);
		}
		return undefined;
	};
	const upgrade = script('upgrade');
	const downgrade = script('downgrade');
	return {
		uri: file.uri,
		language: file.language,
		...(upgrade && { upgrade }),
		...(downgrade && { downgrade }),
		functions: module.exports.flatMap((exported) => exportedFunction(exported, module, scope)),
		problems: module.problems,
		transaction: module.transaction,
	};
}

function readScript(file: MigrationFile, module: CodeModule, exported: CodeExport, scope: Scope): Script {
	const found = functionOf(exported, scope);
	const followed = found === undefined ? { fragments: [], opaque: true } : followFunction(found.function, found.scope);
	return {
		language: file.language,
		uri: file.uri,
		range: found?.function.range ?? exported.range,
		...followed,
		empty: found !== undefined && !found.function.broken && found.function.body().every(isIdle),
		transaction: module.transaction,
		functionName: { name: exported.name, range: exported.range },
	};
}

function functionOf(exported: CodeExport, scope: Scope): { function: CodeFunction; scope: Scope } | undefined {
	if (exported.function !== undefined) return { function: exported.function, scope };
	const value = exported.local === undefined ? undefined : scope.get(exported.local);
	return value?.type === 'function' ? value : undefined;
}

/** A name that starts with an underscore is its file's own affair. */
function exportedFunction(exported: CodeExport, module: CodeModule, scope: Scope): readonly ExportedFunction[] {
	const { name, range } = exported;
	if (name.startsWith('_') || functionOf(exported, scope) === undefined) return [];
	return [{ name, range, uses: module.uses(exported) }];
}

/** `pass`, a docstring, `...`, a bare return. */
function isIdle(statement: Statement): boolean {
	if (statement.type === 'evaluate') return isConstant(statement.expression);
	if (statement.type === 'leave') {
		return statement.by === 'return' && (statement.value === undefined || isConstant(statement.value));
	}
	return statement.type === 'block' && statement.body.every(isIdle);
}

function isConstant(expression: Expression): boolean {
	return expression.type === 'text' || (expression.type === 'other' && expression.parts.length === 0);
}

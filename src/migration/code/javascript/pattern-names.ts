import type { BoundName } from '../expression.ts';
import { childInField, namedChildren, type SyntaxNode } from '../syntax-node.ts';

/** Returns the names that a pattern gives values to: one for `a`, several for `[a, { b, c: d }]`, none for `a.b`. */
export function patternNames(source: string, pattern: SyntaxNode): readonly BoundName[] {
	const { type, start, end } = pattern;
	switch (type) {
		case 'identifier':
		case 'shorthand_property_identifier_pattern':
			return [{ name: source.slice(start, end), range: { start, end } }];
		case 'pair_pattern': {
			const value = childInField(pattern, 'value');
			return value === undefined ? [] : patternNames(source, value);
		}
		case 'assignment_pattern':
		case 'object_assignment_pattern': {
			const left = childInField(pattern, 'left');
			return left === undefined ? [] : patternNames(source, left);
		}
		case 'required_parameter':
		case 'optional_parameter': {
			const inner = childInField(pattern, 'pattern');
			return inner === undefined ? [] : patternNames(source, inner);
		}
		case 'rest_pattern':
		case 'array_pattern':
		case 'object_pattern':
			return namedChildren(pattern).flatMap((child) => patternNames(source, child));
		default:
			return [];
	}
}

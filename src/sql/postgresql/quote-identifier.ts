import type { Parser } from './parser.ts';

/** Returns a function that writes names as identifiers, in double quotes only where PostgreSQL itself would. */
export function identifierQuoter(parser: Parser): (name: string) => string {
	const known = new Map<string, boolean>();
	const isPlain = (name: string): boolean => {
		if (!/^[a-z_][a-z0-9_]*$/.test(name)) return false;
		let plain = known.get(name);
		if (plain === undefined) {
			plain = !parser.isKeyword(name);
			if (known.size < MOST_KNOWN) known.set(name, plain);
		}
		return plain;
	};
	return (name) => (isPlain(name) ? name : `"${name.replaceAll('"', '""')}"`);
}

/** More names than a schema has. */
const MOST_KNOWN = 10_000;

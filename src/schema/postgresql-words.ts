/** Words behind the first of a type's name: `character varying`, `timestamp without time zone`. */
const TYPE_CONTINUES = new Set(['varying', 'precision', 'with', 'without', 'time', 'zone']);

const NUMERIC_TYPES = new Set(['integer', 'bigint', 'smallint', 'numeric', 'real', 'double', 'int', 'decimal']);

/** How PostgreSQL shows the operators behind LIKE: https://www.postgresql.org/docs/current/functions-matching.html */
const OPERATORS: readonly (readonly [readonly string[], string])[] = [
	[['!', '~', '~', '*'], 'not ilike'],
	[['!', '~', '~'], 'not like'],
	[['~', '~', '*'], 'ilike'],
	[['~', '~'], 'like'],
];

/**
 * Returns the words of an expression without what PostgreSQL adds when it writes a parsed expression: casts of
 * constants, parentheses that only group, the schema of its own and the public functions, `= ANY (ARRAY[…])` for IN.
 */
export function postgresqlWords(words: readonly string[]): readonly string[] {
	return withoutGrouping(withIn(withOperators(withoutCasts(withoutSchemas(words)))));
}

function withoutSchemas(words: readonly string[]): readonly string[] {
	return words
		.filter((word, at) => {
			const isSchema = (each: string | undefined) => each === 'pg_catalog' || each === 'public';
			return !(isSchema(word) && words[at + 1] === '.') && !(word === '.' && isSchema(words[at - 1]));
		})
		.map((word) => word.replace(/^'public\./, "'"));
}

function withoutCasts(words: readonly string[]): readonly string[] {
	const kept: string[] = [];
	let at = 0;
	while (at < words.length) {
		const word = words[at] ?? '';
		if (word !== '::') {
			kept.push(word);
			at++;
			continue;
		}
		const type = words[at + 1] ?? '';
		const constant = /^'(-?[\d.]+)'$/.exec(kept.at(-1) ?? '')?.[1];
		// A negative number is shown as '-1'::integer.
		if (constant !== undefined && NUMERIC_TYPES.has(type)) kept.splice(-1, 1, ...signed(constant));
		at = endOfType(words, at + 1);
	}
	return kept;
}

function signed(constant: string): readonly string[] {
	return constant.startsWith('-') ? ['-', constant.slice(1)] : [constant];
}

function endOfType(words: readonly string[], from: number): number {
	let at = from + 1;
	while (words[at] === '.') at += 2;
	while (TYPE_CONTINUES.has(words[at] ?? '')) at++;
	if (words[at] === '(' && /^\d+$/.test(words[at + 1] ?? '')) {
		while (at < words.length && words[at] !== ')') at++;
		at++;
		while (TYPE_CONTINUES.has(words[at] ?? '')) at++;
	}
	while (words[at] === '[' && words[at + 1] === ']') at += 2;
	return at;
}

function withOperators(words: readonly string[]): readonly string[] {
	const kept: string[] = [];
	let at = 0;
	while (at < words.length) {
		const found = OPERATORS.find(([symbols]) => symbols.every((symbol, place) => words[at + place] === symbol));
		kept.push(...(found === undefined ? [words[at] ?? ''] : found[1].split(' ')));
		at += found === undefined ? 1 : found[0].length;
	}
	return kept;
}

/** `= any ( array [ 1 , 2 ] )` is what IN (1, 2) became, and `<> all ( array [ … ] )` what NOT IN did. */
function withIn(words: readonly string[]): readonly string[] {
	const kept: string[] = [];
	for (const [at, word] of words.entries()) {
		const before = kept.at(-1);
		if ((word === 'any' && before === '=') || (word === 'all' && before === '<>')) {
			const array = words.slice(at + 1, at + 5).indexOf('array');
			if (array !== -1) {
				kept.splice(-1, 1, ...(word === 'any' ? ['in'] : ['not', 'in']));
				continue;
			}
		}
		if (word !== 'array' && word !== '[' && word !== ']') kept.push(word);
	}
	return kept;
}

/** Only which values an expression names, in which order and between which operators, is compared. */
function withoutGrouping(words: readonly string[]): readonly string[] {
	return words.filter((word) => word !== '(' && word !== ')');
}

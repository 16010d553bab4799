import type { Node, RangeVar } from 'libpg-query';
import type { ObjectName } from '../../object-name.ts';
import { NotFollowed } from '../not-followed.ts';
import type { Parser } from '../parser.ts';
import type { StatementSource } from '../statement-source.ts';

/** What the readers of schema changes need beside the node that they read. */
export interface Reading {
	readonly source: StatementSource;
	readonly parser: Parser;
	readonly quoteIdentifier: (name: string) => string;
}

/** A table's name and the index of the token behind it. */
export interface PlacedName {
	readonly object: ObjectName;
	/** The index of its first token. */
	readonly index: number;
	readonly next: number;
}

/** Returns where the name of a relation is written. */
export function placeRelation(relation: RangeVar | undefined, { source }: Reading): PlacedName {
	if (relation === undefined) throw new NotFollowed('a relation');
	const index = source.indexOf(relation.location);
	return { index, ...source.objectNameWithEnd(index) };
}

/** Returns the name of a relation. */
export function relationName(relation: RangeVar | undefined, reading: Reading): ObjectName {
	return placeRelation(relation, reading).object;
}

/** Returns the strings of a list of the tree. */
export function stringsOf(nodes: readonly Node[] | undefined): readonly string[] {
	return (nodes ?? []).flatMap((node) => ('String' in node ? [node.String.sval ?? ''] : []));
}

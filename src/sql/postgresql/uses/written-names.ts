import type { NamedRange, ObjectName } from '../../object-name.ts';
import { foldIdentifier } from '../fold-identifier.ts';
import { Scanner } from '../scanner.ts';

/**
 * Reads the parts of a dotted name that begins at an offset. It reads no further than the name, for a statement that
 * names a table may hold megabytes of values.
 */
export function readParts(text: string, offset: number): readonly NamedRange[] {
	return readDotted(new Scanner(text, offset));
}

function readDotted(scanner: Scanner): readonly NamedRange[] {
	const parts: NamedRange[] = [];
	while (scanner.next() && (scanner.kind === 'word' || scanner.kind === 'quoted')) {
		parts.push(currentName(scanner));
		const behind = scanner.position;
		if (!scanner.next() || scanner.written !== '.') {
			scanner.position = behind;
			break;
		}
	}
	return parts;
}

/** Returns the name of a table that is written at an offset. */
export function readObjectName(text: string, offset: number): ObjectName | undefined {
	return toObjectName(readParts(text, offset));
}

/** Returns the names in the brackets behind a table's name; none where something else than names is there. */
export function readNamesBehind(text: string, offset: number): readonly NamedRange[] {
	const scanner = new Scanner(text, offset);
	readDotted(scanner);
	return readBracketed(scanner);
}

/** Returns the names in the brackets that open at an offset; none where something else than names is there. */
export function readNamesInBrackets(text: string, offset: number): readonly NamedRange[] {
	return readBracketed(new Scanner(text, offset));
}

function readBracketed(scanner: Scanner): readonly NamedRange[] {
	if (nextText(scanner) !== '(') return [];
	const names: NamedRange[] = [];
	while (scanner.next() && (scanner.kind === 'word' || scanner.kind === 'quoted')) {
		names.push(currentName(scanner));
		const behind = nextText(scanner);
		if (behind === ')') return names;
		if (behind !== ',') return [];
	}
	return [];
}

function nextText(scanner: Scanner): string {
	return scanner.next() ? scanner.written : '';
}

function currentName(scanner: Scanner): NamedRange {
	return { name: foldIdentifier(scanner.written), range: { start: scanner.start, end: scanner.end } };
}

function toObjectName(parts: readonly NamedRange[]): ObjectName | undefined {
	const [first, last, before] = [parts.at(0), parts.at(-1), parts.at(-2)];
	if (first === undefined || last === undefined) return undefined;
	const range = { start: first.range.start, end: last.range.end };
	return { name: last.name, range, ...(before && { schema: before.name }) };
}

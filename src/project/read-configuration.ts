import { closest, distance } from 'fastest-levenshtein';
import {
	findNodeAtLocation,
	type JSONPath,
	type ParseError,
	parse,
	parseTree,
	printParseErrorCode,
} from 'jsonc-parser';
import type { DescribedLedger } from '../ledger/ledger.ts';
import type { Severity } from '../lint/finding.ts';
import type { DialectName } from '../sql/dialect.ts';
import type { Configuration, DirectoryConfiguration, EnvironmentConfiguration } from './configuration.ts';

/** Something wrong in `plumbline.json`; `offset` counts UTF-16 code units of its text. */
export interface ConfigurationProblem {
	readonly message: string;
	readonly offset: number;
}

export interface ReadConfiguration {
	readonly configuration: Configuration;
	readonly problems: readonly ConfigurationProblem[];
}

/** What the configuration may name: gathered from the rules and conventions, so that nothing is listed twice. */
export interface KnownNames {
	readonly rules: readonly string[];
	readonly conventions: readonly string[];
}

export const defaultConfiguration: Configuration = { rules: {} };

const SEVERITIES: readonly (Severity | 'off')[] = ['error', 'warning', 'information', 'hint', 'off'];
const DIALECTS: readonly DialectName[] = ['sqlite', 'postgresql'];

/**
 * Reads the text of a `plumbline.json`: JSON with comments. Reports everything that is wrong with it together; what is
 * right counts all the same.
 */
export function readConfiguration(text: string, known: KnownNames): ReadConfiguration {
	const reader = new Reader(text);
	const root = reader.root();
	reader.keys(root, [], ['$schema', 'migrations', 'environments', 'rules', 'ledger']);
	const migrations = reader.list(root.migrations, ['migrations'], (value, path) =>
		readDirectory(reader, value, path, known),
	);
	const environments = reader.map(root.environments, ['environments'], (value, path) =>
		readEnvironment(reader, value, path),
	);
	const rules = reader.map(root.rules, ['rules'], (value, path) => {
		reader.oneOf(String(path.at(-1)), path, known.rules, 'rule');
		return reader.oneOf(value, path, SEVERITIES, 'severity');
	});
	const ledger = root.ledger === undefined ? undefined : readLedger(reader, root.ledger);
	return {
		configuration: {
			...(migrations && { migrations }),
			...(environments && { environments }),
			rules: rules ?? {},
			...(ledger && { ledger }),
		},
		problems: reader.problems,
	};
}

function readDirectory(
	reader: Reader,
	value: unknown,
	path: JSONPath,
	known: KnownNames,
): DirectoryConfiguration | undefined {
	const object = reader.object(value, path);
	reader.keys(object, path, ['path', 'convention', 'dialect', 'lintFrom']);
	const where = reader.text(object.path, [...path, 'path'], true);
	const convention = reader.optional(object.convention, (it) =>
		reader.oneOf(it, [...path, 'convention'], known.conventions, 'convention'),
	);
	const dialect = reader.optional(object.dialect, (it) => reader.oneOf(it, [...path, 'dialect'], DIALECTS, 'dialect'));
	const lintFrom = reader.text(object.lintFrom, [...path, 'lintFrom'], false);
	if (where === undefined) return undefined;
	return { path: where, ...(convention && { convention }), ...(dialect && { dialect }), ...(lintFrom && { lintFrom }) };
}

function readEnvironment(reader: Reader, value: unknown, path: JSONPath): EnvironmentConfiguration | undefined {
	const object = reader.object(value, path);
	reader.keys(object, path, ['url', 'protected']);
	const url = reader.text(object.url, [...path, 'url'], true);
	if (url === undefined) return undefined;
	if (!/^(?:sqlite:|postgres(?:ql)?:\/\/|\$\{)/.test(url)) {
		reader.report([...path, 'url'], 'The URL of a database begins with `sqlite:` or `postgres://`.');
		return undefined;
	}
	const isProtected = reader.optional(object.protected, (it) => reader.boolean(it, [...path, 'protected']));
	return { url, protected: isProtected ?? false };
}

function readLedger(reader: Reader, value: unknown): DescribedLedger | undefined {
	const object = reader.object(value, ['ledger']);
	reader.keys(object, ['ledger'], ['table', 'version', 'name', 'appliedAt', 'status', 'checksum']);
	const text = (key: string, required: boolean) => reader.text(object[key], ['ledger', key], required);
	const [table, version] = [text('table', true), text('version', true)];
	const [name, appliedAt, status, checksum] = [
		text('name', false),
		text('appliedAt', false),
		text('status', false),
		text('checksum', false),
	];
	if (table === undefined || version === undefined) return undefined;
	return {
		table,
		version,
		...(name && { name }),
		...(appliedAt && { appliedAt }),
		...(status && { status }),
		...(checksum && { checksum }),
	};
}

/** Walks the parsed JSON once, and gathers what is wrong with the place where it stands. */
class Reader {
	readonly problems: ConfigurationProblem[] = [];
	readonly #text: string;

	constructor(text: string) {
		this.#text = text;
	}

	root(): Readonly<Record<string, unknown>> {
		const errors: ParseError[] = [];
		const value: unknown = parse(this.#text, errors, { allowTrailingComma: true });
		for (const error of errors) {
			this.problems.push({ message: `This is not JSON: ${whatIsWrong(error.error)}.`, offset: error.offset });
		}
		// What follows from a text that is cut off would only hide the one fault that is there.
		return errors.length > 0 && (typeof value !== 'object' || value === null) ? {} : this.object(value, []);
	}

	report(path: JSONPath, message: string): void {
		const tree = parseTree(this.#text);
		const offset = (tree && findNodeAtLocation(tree, path)?.offset) ?? 0;
		this.problems.push({ message: path.length === 0 ? message : `${path.join('.')}: ${message}`, offset });
	}

	object(value: unknown, path: JSONPath): Readonly<Record<string, unknown>> {
		if (typeof value === 'object' && value !== null && !Array.isArray(value))
			return value as Readonly<Record<string, unknown>>;
		this.report(path, 'An object { … } is expected here.');
		return {};
	}

	keys(object: Readonly<Record<string, unknown>>, path: JSONPath, allowed: readonly string[]): void {
		for (const key of Object.keys(object)) {
			if (!allowed.includes(key)) this.report([...path, key], `Unknown key.${suggestion(key, allowed)}`);
		}
	}

	list<T>(
		value: unknown,
		path: JSONPath,
		read: (value: unknown, path: JSONPath) => T | undefined,
	): readonly T[] | undefined {
		if (value === undefined) return undefined;
		if (Array.isArray(value))
			return value.map((item, index) => read(item, [...path, index])).filter((item) => item !== undefined);
		this.report(path, 'A list [ … ] is expected here.');
		return undefined;
	}

	map<T>(
		value: unknown,
		path: JSONPath,
		read: (value: unknown, path: JSONPath) => T | undefined,
	): Readonly<Record<string, T>> | undefined {
		if (value === undefined) return undefined;
		const entries = Object.entries(this.object(value, path)).map(
			([key, item]) => [key, read(item, [...path, key])] as const,
		);
		return Object.fromEntries(entries.filter((entry): entry is readonly [string, T] => entry[1] !== undefined));
	}

	text(value: unknown, path: JSONPath, required: boolean): string | undefined {
		if (typeof value === 'string' && value !== '') return value;
		if (value !== undefined) this.report(path, 'A text is expected here.');
		else if (required) this.report(path.slice(0, -1), `The key "${String(path.at(-1))}" is missing.`);
		return undefined;
	}

	boolean(value: unknown, path: JSONPath): boolean | undefined {
		if (typeof value === 'boolean') return value;
		this.report(path, 'true or false is expected here.');
		return undefined;
	}

	optional<T>(value: unknown, read: (value: unknown) => T | undefined): T | undefined {
		return value === undefined ? undefined : read(value);
	}

	oneOf<T extends string>(value: unknown, path: JSONPath, allowed: readonly T[], what: string): T | undefined {
		const found = allowed.find((item) => item === value);
		if (found === undefined)
			this.report(path, `Unknown ${what} "${String(value)}".${suggestion(String(value), allowed)}`);
		return found;
	}
}

function suggestion(written: string, allowed: readonly string[]): string {
	const near = closest(written, [...allowed]);
	if (near !== undefined && distance(written, near) <= Math.max(2, written.length / 2))
		return ` Did you mean "${near}"?`;
	return allowed.length <= 8 ? ` Known: ${allowed.join(', ')}.` : '';
}

/** Names a fault of JSON in words: `CloseBraceExpected` is `close brace expected`. */
function whatIsWrong(code: ParseError['error']): string {
	return printParseErrorCode(code)
		.replace(/(?<=[a-z])(?=[A-Z])/g, ' ')
		.toLowerCase();
}

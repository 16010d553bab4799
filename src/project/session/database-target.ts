import path from 'node:path';
import { glob } from 'tinyglobby';
import { redactUrl } from '../../database/redact-url.ts';
import type { DialectName } from '../../sql/dialect.ts';
import type { Environment } from '../environment.ts';
import type { Project } from '../project.ts';
import { pathOfUri } from '../uri.ts';
import { fillPlaceholders, type VariableLookup } from './fill-placeholders.ts';
import { SessionError } from './session-error.ts';

/** One database that an environment names. */
export interface DatabaseTarget {
	readonly environment: string;
	/** `fleet/app3` for one of a glob; else the environment's name. */
	readonly name: string;
	/** For people: a path from the project root, or a URL without its password. */
	readonly label: string;
	readonly dialect: DialectName;
	readonly protected: boolean;
	/** File-system path of an SQLite database, or the URL of a server. */
	readonly location: string;
}

/** What an environment names, or why that cannot be told. */
export type ResolvedEnvironment =
	| { readonly environment: Environment; readonly targets: readonly DatabaseTarget[] }
	| { readonly environment: Environment; readonly error: Error };

/**
 * Returns the databases that a name means: of all environments where it is absent, of one environment, or one database of a
 * glob. Throws `SessionError` for a name that means nothing.
 */
export async function resolveTargets(
	project: Project,
	name: string | undefined,
	lookup: VariableLookup,
): Promise<readonly ResolvedEnvironment[]> {
	if (name === undefined)
		return Promise.all(project.environments.map((environment) => resolve(project, environment, lookup)));
	const exact = project.environments.find((environment) => environment.name === name);
	if (exact !== undefined) return [await resolve(project, exact, lookup)];
	for (const environment of project.environments) {
		if (!name.startsWith(`${environment.name}/`)) continue;
		const resolved = await resolve(project, environment, lookup);
		if ('error' in resolved) return [resolved];
		const targets = resolved.targets.filter((target) => target.name === name);
		if (targets.length > 0) return [{ environment, targets }];
	}
	const known = project.environments.map((environment) => environment.name).join(', ');
	throw new SessionError(
		'unknown environment',
		`There is no environment or database "${name}". ${known === '' ? 'Write one into plumbline.json.' : `Known: ${known}.`}`,
	);
}

/** Returns the one database that a name means. Throws `SessionError` where it means several, or none that can be told. */
export async function resolveOneTarget(
	project: Project,
	name: string,
	lookup: VariableLookup,
): Promise<DatabaseTarget> {
	const [resolved] = await resolveTargets(project, name, lookup);
	if (resolved === undefined) throw new SessionError('unknown environment', `There is no environment "${name}".`);
	if ('error' in resolved) throw resolved.error;
	const [target, ...others] = resolved.targets;
	if (target !== undefined && others.length === 0) return target;
	const names = resolved.targets.map((one) => one.name).join(', ');
	throw new SessionError(
		'several databases',
		`${name} is ${resolved.targets.length} databases: ${names}. Name one of them.`,
	);
}

async function resolve(
	project: Project,
	environment: Environment,
	lookup: VariableLookup,
): Promise<ResolvedEnvironment> {
	try {
		return { environment, targets: await targetsOf(project, environment, fillPlaceholders(environment.url, lookup)) };
	} catch (error) {
		return { environment, error: error instanceof Error ? error : new Error(String(error)) };
	}
}

async function targetsOf(project: Project, environment: Environment, url: string): Promise<readonly DatabaseTarget[]> {
	const shared = { environment: environment.name, protected: environment.protected };
	if (!url.startsWith('sqlite:')) {
		return [{ ...shared, name: environment.name, label: redactUrl(url), dialect: 'postgresql', location: url }];
	}
	const root = pathOfUri(project.root);
	const written = url.slice('sqlite:'.length).split('?')[0] ?? '';
	// A file that was found is named as it is, whatever characters it has.
	const isGlob = !environment.discovered && /[*?[\]{}]/.test(written);
	const sqlite = (location: string, name: string): DatabaseTarget => ({
		...shared,
		name,
		label: labelOf(root, location),
		dialect: 'sqlite',
		location,
	});
	if (!isGlob) return [sqlite(path.resolve(root, written), environment.name)];
	const files = (
		await glob(written.replaceAll('\\', '/'), { cwd: root, absolute: true, onlyFiles: true, expandDirectories: false })
	).sort();
	if (files.length === 0) {
		throw new SessionError(
			'no such file',
			`No file matches ${written}. Correct the pattern of the environment ${environment.name}.`,
		);
	}
	const names = distinguishingNames(files);
	return files.map((file, index) => sqlite(path.normalize(file), `${environment.name}/${names[index]}`));
}

/** What tells paths apart: each without the folders that all begin with, and without the end that all share. */
export function distinguishingNames(files: readonly string[]): readonly string[] {
	const parts = files.map((file) => file.split('/'));
	const [first = []] = parts;
	if (parts.length === 1) return [path.parse(first.at(-1) ?? '').name];
	const sameAt = (index: number) => parts.every((part) => part.at(index) === first.at(index));
	let start = 0;
	while (sameAt(start)) start++;
	let end = 0;
	while (sameAt(-1 - end)) end++;
	return parts.map((part) => {
		const name = part.slice(start, part.length - end).join('/');
		return end === 0 ? name.replace(/\.(?:db|sqlite|sqlite3)$/i, '') : name;
	});
}

function labelOf(root: string, location: string): string {
	const relative = path.relative(root, location);
	return relative.startsWith('..') || path.isAbsolute(relative) ? location : relative.replaceAll(path.sep, '/');
}

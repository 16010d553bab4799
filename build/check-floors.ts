/** Part of `npm run lint`: holds the imports of `src/` against the table of floors. */
import { readFileSync } from 'node:fs';
import { join, posix } from 'node:path';
import { globSync } from 'tinyglobby';
import { floors, packageOwners, restrictedFolders, valueReaders, values } from './floors.ts';
import { type Import, importReader } from './read-imports.ts';
import { root } from './root.ts';

/**
 * Says what is wrong with the imports of some sources, a line each; nothing when all is well.
 * @param sources texts by their path within `src/`, with `/`.
 */
export async function floorViolations(sources: ReadonlyMap<string, string>): Promise<string[]> {
	const read = await importReader();
	const imports = new Map([...sources].map(([file, text]) => [file, read(text)]));
	const wrong = [...imports].flatMap(([file, list]) =>
		list.flatMap((imported) => {
			const reason = whyForbidden(file, imported);
			return reason === undefined ? [] : [`src/${file}:${imported.line} imports ${imported.specifier}: ${reason}`];
		}),
	);
	return [...wrong, ...cycles(imports)];
}

function whyForbidden(file: string, imported: Import): string | undefined {
	if (!imported.specifier.startsWith('.')) return whyForbiddenPackage(file, imported.specifier);
	const target = resolve(file, imported.specifier);
	if (target === '../package.json') return undefined;
	if (target.startsWith('../')) return 'it is outside src';
	if (isProtocol(file)) return whyNotForProtocol(target, imported);
	const room = roomOf(file);
	if (roomOf(target) === room) return whyRestricted(file, target);
	const allowed = floors[room];
	if (allowed === undefined) return `build/floors.ts does not know the room ${room}`;
	const namesValue = imported.typeOnly && valueReaders.includes(room) && isValue(target);
	if (!namesValue && !allowed.some((entry) => isWithin(target, entry))) {
		return `${room} stands on ${allowed.join(', ') || 'nothing'}`;
	}
	return whyRestricted(file, target);
}

function whyForbiddenPackage(file: string, specifier: string): string | undefined {
	for (const [name, owners] of Object.entries(packageOwners)) {
		if (specifier !== name && !specifier.startsWith(`${name}/`)) continue;
		if (!owners.includes(roomOf(file))) return `only ${owners.join(', ')} may`;
	}
	return undefined;
}

function whyNotForProtocol(target: string, imported: Import): string | undefined {
	if (!imported.typeOnly) return 'a protocol imports types only';
	if (isProtocol(target) || isValue(target)) return undefined;
	return `a protocol names types of ${values.join(', ')} and of other protocols only`;
}

function whyRestricted(file: string, target: string): string | undefined {
	for (const [folder, users] of Object.entries(restrictedFolders)) {
		if (isWithin(target, folder) && !users.some((user) => isWithin(file, user))) {
			return `only ${users.join(', ')} may import from ${folder}`;
		}
	}
	return undefined;
}

/** Circles of files, each named once. */
function cycles(imports: ReadonlyMap<string, readonly Import[]>): string[] {
	const found: string[] = [];
	const done = new Set<string>();
	const visit = (file: string, path: readonly string[]): void => {
		const start = path.indexOf(file);
		if (start >= 0) found.push(`circle: ${[...path.slice(start), file].map((name) => `src/${name}`).join(' → ')}`);
		if (start >= 0 || done.has(file)) return;
		for (const { specifier } of imports.get(file) ?? []) {
			if (specifier.startsWith('.')) visit(resolve(file, specifier), [...path, file]);
		}
		done.add(file);
	};
	for (const file of imports.keys()) visit(file, []);
	return found;
}

function resolve(file: string, specifier: string): string {
	return posix.normalize(posix.join(posix.dirname(file), specifier));
}

/** The first folder; a file directly in `src/` is a room by its own name. */
function roomOf(file: string): string {
	const [first = file] = file.split('/');
	return first.replace(/\.ts$/, '');
}

function isValue(file: string): boolean {
	return values.some((entry) => isWithin(file, entry));
}

function isProtocol(file: string): boolean {
	return posix.basename(file) === 'protocol.ts';
}

/** Whether `file` is in the folder `entry`, or is the file that `entry` names without its ending. */
function isWithin(file: string, entry: string): boolean {
	return file.startsWith(`${entry}/`) || file === `${entry}.ts`;
}

if (import.meta.main) {
	const src = join(root, 'src');
	const files = globSync('**/*.ts', { cwd: src });
	const violations = await floorViolations(new Map(files.map((file) => [file, readFileSync(join(src, file), 'utf8')])));
	for (const violation of violations) console.error(violation);
	if (violations.length > 0) process.exitCode = 1;
}

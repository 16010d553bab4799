import path from 'node:path';
import { pathOfUri, uriOfPath } from '../../project/uri.ts';
import type { ExitStatus } from '../exit-status.ts';
import { openCommandProject, type ProjectOptions } from '../open-project.ts';
import { readRecorded } from '../read-recorded.ts';
import { replaceFile } from '../replace-file.ts';
import type { Terminal } from '../terminal.ts';

export interface FormatOptions extends ProjectOptions {
	readonly check?: boolean;
}

/**
 * `plumbline format`: gives unreleased `.sql` migrations an even layout, and touches no other. 1 where `--check` finds one that it would
 * change, 2 where one cannot be formatted.
 */
export async function format(
	paths: readonly string[],
	options: FormatOptions,
	terminal: Terminal,
): Promise<ExitStatus> {
	const project = await openCommandProject({ near: paths[0], ...options }, terminal);
	await readRecorded(project);
	const documents = project.sqlDocuments(
		paths.length === 0 ? undefined : paths.map((item) => uriOfPath(path.resolve(item))),
	);
	const own = documents.filter((uri) => project.mayFix(uri));
	let [changed, refused] = [0, 0];
	for (const uri of own) {
		try {
			const { before, after } = await project.format(uri);
			if (before === after) continue;
			changed += 1;
			if (options.check !== true) await replaceFile(pathOfUri(uri), after);
			terminal.print(`${options.check === true ? 'would format' : 'formatted'} ${project.pathOf(uri)}`);
		} catch (error) {
			if (!(error instanceof Error) || error.name === 'Error') throw error;
			refused += 1;
			terminal.tell(`${project.pathOf(uri)} was left as it is: ${error.message}`);
		}
	}
	const left = documents.length - own.length;
	const why = project.knowsReleased
		? 'released, or recorded by a database'
		: 'not the newest, and nothing says what is released';
	if (left > 0) terminal.tell(terminal.colours.dim(`${left} left alone: ${why}`));
	if (refused > 0) return 2;
	return options.check === true && changed > 0 ? 1 : 0;
}

import type { Project } from '../../project/project.ts';
import type { Terminal } from '../terminal.ts';

/** Prints what was discovered, and from what. */
export function printExplanation(project: Project, terminal: Terminal): void {
	const { colours } = terminal;
	terminal.print(
		`project   ${project.pathOf(project.root) || '.'} ${colours.dim(project.hasConfiguration ? 'plumbline.json' : 'no plumbline.json')}`,
	);
	for (const directory of project.directories) {
		const count = `${directory.files.length} migration${directory.files.length === 1 ? '' : 's'}`;
		terminal.print(
			`directory ${project.pathOf(directory.uri)}: ${directory.convention}, ${directory.dialect}, ${count}`,
		);
		for (const sentence of directory.evidence) terminal.print(colours.dim(`            ${sentence}`));
	}
	for (const environment of project.environments) {
		const origin = environment.discovered ? 'found' : 'plumbline.json';
		terminal.print(`environment ${environment.name} ${colours.dim(`(${origin})`)}`);
	}
	terminal.print('');
}

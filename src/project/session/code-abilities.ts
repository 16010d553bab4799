import type { RunAbilities } from '../../run/plan/run-plan.ts';
import { childEnvironment } from '../../run/python/child-environment.ts';
import type { CodeRunner } from '../../run/python/code-runner.ts';
import { findPython } from '../../run/python/find-python.ts';
import { pythonRunner } from '../../run/python/run-python.ts';
import { findAssets } from '../assets.ts';
import type { Project } from '../project.ts';
import { pathOfUri } from '../uri.ts';
import type { MigrationSet } from './migration-set.ts';

/** What this machine can run beside SQL, and what runs it. */
export interface CodeAbilities {
	readonly abilities: RunAbilities;
	readonly runCode?: CodeRunner;
}

/** Looks for the project's interpreter where there are migrations that need one; starts nothing where there are none. */
export async function findCodeAbilities(
	project: Project,
	set: MigrationSet,
	environment: NodeJS.ProcessEnv,
): Promise<CodeAbilities> {
	if (!set.migrations.some(({ file }) => file.language === 'python')) return { abilities: {} };
	const root = pathOfUri(project.root);
	const interpreter = await findPython(root, childEnvironment(environment));
	if (interpreter === undefined) return { abilities: {} };
	return {
		abilities: { python: interpreter.label },
		runCode: pythonRunner({ interpreter, host: findAssets().pythonHost, root, environment }),
	};
}

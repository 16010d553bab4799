import type { Finding } from '../../src/lint/finding.ts';
import type { Example } from '../../src/lint/rule.ts';
import { openProject } from '../../src/project/project.ts';
import { joinUri } from '../../src/project/uri.ts';
import { memoryFiles } from './memory-files.ts';

const ROOT = 'file:///project';

/** Lints a rule's example as a project of its own: everything that any rule finds in it. */
export async function lintExample(example: Example): Promise<readonly Finding[]> {
	const migrations = Object.entries(example.files).map(([name, text]) => [`migrations/${name}`, text] as const);
	const configuration = { migrations: [{ path: 'migrations', dialect: example.dialect }] };
	const files = memoryFiles(ROOT, {
		...Object.fromEntries(migrations),
		'plumbline.json': JSON.stringify(configuration),
	});
	const released = new Set((example.released ?? []).map((name) => joinUri(ROOT, `migrations/${name}`)));
	const project = await openProject(ROOT, {
		files,
		...(released.size > 0 && { released: async () => ({ base: 'main', uris: released }) }),
	});
	return (await project.lint({ all: true })).findings;
}

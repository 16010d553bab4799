/**
 * Writes what is made from the rules' `meta`: a page a rule in docs/rules, and the schema of `plumbline.json`.
 * With `--check` it writes nothing, and fails where a file does not say what the rules say.
 */
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ruleIndex, rulePage } from '../src/lint/rule-page.ts';
import { allRules } from '../src/lint/rules/all.ts';
import { configurationSchema } from '../src/project/configuration-schema.ts';
import { root } from './root.ts';

const RULE_PAGES = 'docs/rules';

const wanted = new Map<string, string>([
	[`${RULE_PAGES}/README.md`, ruleIndex()],
	...allRules.map(({ meta }) => [`${RULE_PAGES}/${meta.id.replace('/', '-')}.md`, rulePage(meta.id) ?? ''] as const),
	['media/plumbline.schema.json', `${JSON.stringify(configurationSchema(), undefined, '\t')}\n`],
]);

const pages = await readdir(join(root, RULE_PAGES)).catch(() => []);
const stale = pages.map((name) => `${RULE_PAGES}/${name}`).filter((path) => !wanted.has(path));

if (process.argv.includes('--check')) {
	const differing = [...stale];
	for (const [path, text] of wanted) {
		const there = await readFile(join(root, path), 'utf8').catch(() => undefined);
		if (there?.replaceAll('\r\n', '\n') !== text) differing.push(path);
	}
	if (differing.length > 0) {
		console.error(`not as the rules say: ${differing.join(', ')}. Run: node build/generated-files.ts`);
		process.exitCode = 1;
	}
} else {
	for (const path of stale) await rm(join(root, path));
	for (const [path, text] of wanted) {
		await mkdir(dirname(join(root, path)), { recursive: true });
		await writeFile(join(root, path), text);
	}
}

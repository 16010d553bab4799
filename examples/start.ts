/**
 * The main job on a copy of `examples/dashboard`, from the first finding to a database that is proved: `npm start`, or
 * `npm start -- FOLDER` to have the copy in that folder. Ends with 0 where everything went as told.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { processTerminal } from '../src/cli/terminal.ts';
import type { Difference } from '../src/schema/difference.ts';
import type { DatabaseStatus, Plan, VerifyReport } from '../src/worker/protocol.ts';
import { abridgeFindings, abridgeMatrix } from './abridge.ts';
import { copyDashboard } from './copy-dashboard.ts';
import { lineDiff } from './line-diff.ts';
import type { LintOutput, ReportedFinding } from './plumbline.ts';
import { holds, print, Stage, StoryError } from './stage.ts';
import { rewriteFile, takeFixes } from './take-fix.ts';

/** As the command line decides: in colour only on a terminal, in CI too. */
const { colours } = processTerminal();

/** The environment that is built from nothing, and one whose migrations table says what is not so. */
const FRESH = 'demo';
const LYING = 'env3';

const stage = new Stage(copyDashboard(process.argv[2]));
try {
	print(colours.bold('Seventeen migrations, twelve SQLite databases, and a migrations table that lied'));
	print(colours.dim(`This works on a copy of examples/dashboard: ${stage.folder}`));
	await tellFindings();
	await tellFixes();
	await tellEnvironments('The databases as they are');
	stage.say('On all of them but qa, people had written "skipped (already applied)" for what had never run.');
	await tellApply();
	await tellLie();
	await tellEnvironments('The databases now');
	tellEditor();
} catch (error) {
	if (!(error instanceof StoryError)) throw error;
	process.stderr.write(`\n${colours.red('✗')} The story went another way: ${error.message}\n`);
	process.stderr.write(`  Its copy is still there: ${stage.folder}\n`);
	process.exitCode = 1;
}

async function tellFindings(): Promise<void> {
	stage.chapter('What is wrong, read from the files alone');
	await stage.show(['lint'], 1, abridgeFindings);
}

async function tellFixes(): Promise<void> {
	stage.chapter('The fixes that this story takes');
	const { findings } = await stage.read<LintOutput>(['lint']);
	decideOn003(findings);
	takeFixOf(findings, 'structure/function-name', '008_widget_titles.py');
	takeFixOf(findings, 'schema/unknown-column', '009_announcement.sql');
	takeFixOf(findings, 'order/duplicate-version', '012_saved_views.sql');
	stage.say('And what is safe, Plumbline does by itself:');
	const newest = 'migrations/017_saved_views.sql';
	const before = readFileSync(path.join(stage.folder, newest), 'utf8');
	await stage.show(['lint', '--fix'], 0, abridgeFindings);
	const lines = lineDiff(before, readFileSync(path.join(stage.folder, newest), 'utf8'));
	holds(lines.length > 0, `--fix did not touch ${newest}`);
	stage.showChanges([{ path: newest, lines }]);
}

/** Lint offers to take 004 out. Release 1.0 made the table without the column, so that would leave its databases behind. */
function decideOn003(findings: readonly ReportedFinding[]): void {
	const finding = findings.find((other) => other.rule === 'schema/already-exists' && other.path.includes('/004_'));
	holds(finding?.message.includes('003') === true, 'lint does not say that 003 has made the column which 004 adds');
	stage.tellFix(
		finding,
		'By hand: databases of release 1.0 have the table without the column, so 003 leaves it to 004.',
	);
	const changed = rewriteFile(stage.folder, 'migrations/003_milestones.sql', (text) =>
		text.replace(',\n  app_id INTEGER REFERENCES apps (id)\n', '\n'),
	);
	holds(changed.lines.length > 0, '003 does not read as the story has it');
	stage.showChanges([changed]);
}

/** Takes the first fix of every finding of a rule in a file. */
function takeFixOf(findings: readonly ReportedFinding[], rule: string, fileName: string): void {
	const found = findings.filter((finding) => finding.rule === rule && finding.path.endsWith(`/${fileName}`));
	const fixes = found.flatMap(({ fixes: [fix] }) => fix ?? []);
	const [first] = found;
	holds(first !== undefined && fixes.length === found.length, `lint offers no fix for ${rule} in ${fileName}`);
	stage.tellFix(first, [...new Set(fixes.map(({ title }) => title))].join('; '));
	stage.showChanges(takeFixes(stage.folder, fixes));
}

async function tellEnvironments(title: string): Promise<void> {
	stage.chapter(title);
	await stage.show(['status'], 0, abridgeMatrix);
}

async function tellApply(): Promise<void> {
	stage.chapter(`From nothing to the newest migration: ${FRESH}`);
	const plan = await stage.read<Plan>(['plan', '--env', FRESH]);
	const last = plan.steps.at(-1)?.version;
	holds(last !== undefined, `there is nothing to apply to ${FRESH}: ${plan.refusal ?? 'it is up to date'}`);
	// Without Python the SQL migrations before the first one that needs it are applied, and the story says so.
	const isWhole = plan.refusal === undefined;
	if (plan.refusal !== undefined) stage.say(plan.refusal);
	await stage.showLive(['up', '--env', FRESH, ...(isWhole ? [] : ['--to', last])], 0);
	const [status] = await stage.read<readonly DatabaseStatus[]>(['status', '--env', FRESH]);
	const applied = status?.migrations.filter(({ state }) => state === 'applied').map(({ version }) => version);
	const planned = plan.steps.map(({ version }) => version);
	holds(applied?.join() === planned.join(), `the migrations table of ${FRESH} is not as planned`);
	await stage.show(['verify', '--env', FRESH], isWhole ? 0 : 1);
	const [report] = await stage.read<readonly VerifyReport[]>(['verify', '--env', FRESH]);
	const drift = report?.proofs.find(({ proof }) => proof === 'drift');
	holds(drift?.verdict === 'proved', `the schema of ${FRESH} is not what its migrations make`);
}

async function tellLie(): Promise<void> {
	stage.chapter(`What the migrations table of ${LYING} says, and what is true`);
	await stage.show(['verify', '--env', LYING], 1);
	const [report] = await stage.read<readonly VerifyReport[]>(['verify', '--env', LYING]);
	const missing = report?.proofs
		.flatMap(({ evidence }) => evidence)
		.filter(({ difference }) => difference?.type === 'missing');
	const [lie] = missing ?? [];
	holds(
		missing?.length === 1 && lie?.version === '004' && isColumn(lie.difference, 'milestones', 'app_id'),
		`verify does not name the one column that is missing in ${LYING}`,
	);
}

function isColumn(difference: Difference | undefined, table: string, column: string): boolean {
	const subject = difference?.subject;
	return subject?.kind === 'column' && subject.table === table && subject.column === column;
}

function tellEditor(): void {
	stage.chapter('The same in the editor');
	stage.say('npm run editor   opens VS Code with Plumbline on a fresh copy of this project:');
	stage.say('the findings are underlined, Ctrl+. takes a fix, and the sidebar shows these databases.');
	print(`\n${colours.green('✓')} Everything went as told. The copy stays in ${stage.folder}`);
}

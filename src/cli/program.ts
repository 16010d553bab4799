import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { format } from './commands/format.ts';
import { lint } from './commands/lint.ts';
import { lsp } from './commands/lsp.ts';
import { plan } from './commands/plan.ts';
import { down, up } from './commands/run.ts';
import { status } from './commands/status.ts';
import { verify } from './commands/verify.ts';
import type { ExitStatus } from './exit-status.ts';
import { lintFormats } from './reporters/print-lint-report.ts';
import type { Terminal } from './terminal.ts';

type Action<O> = (paths: readonly string[], options: O, terminal: Terminal) => Promise<ExitStatus>;

/**
 * Reads a command line and runs its command. Returns the exit status; a line that cannot be read is explained on
 * standard error and gives 2.
 */
export async function runProgram(argv: readonly string[], version: string, terminal: Terminal): Promise<ExitStatus> {
	let exitStatus: ExitStatus = 0;
	const does =
		<O>(action: Action<O>) =>
		async (paths: string[] | undefined, options: O): Promise<void> => {
			exitStatus = await action(paths ?? [], options, terminal);
		};
	const program = new Command('plumbline')
		.description('Lint, run and verify database migrations for SQLite and PostgreSQL.')
		.version(version)
		.exitOverride()
		.showSuggestionAfterError()
		.configureOutput({
			writeOut: (text) => process.stdout.write(text),
			writeErr: (text) => process.stderr.write(text),
		});

	project(program.command('lint').description('say what is wrong with the migrations, and fix what is safe to fix'))
		.argument('[paths...]', 'files or folders; all migrations of the project where none is given')
		.addOption(formatOption(lintFormats))
		.option('--all', 'report on released migrations too')
		.option('--fix', 'apply the safe fixes')
		.option('--dry-run', 'with --fix: show the edits and write nothing')
		.action(does(lint));
	project(program.command('status').description('what is applied, pending, failed or out of order'))
		.option('--env <name>', 'one environment instead of all of them')
		.addOption(formatOption())
		.option('--exit-code', 'end with 1 where a database is not up to date')
		.option('--explain', 'say what was discovered, and from what')
		.action((options) => does(status)([], options));
	project(program.command('plan').description('show what `up` or `down` would do, and do nothing'))
		.requiredOption('--env <name>', 'the environment')
		.option('--down', 'plan a revert')
		.option('--to <version>', 'the last migration to apply, or the one to go back to')
		.option('--steps <n>', 'how many migrations', count)
		.addOption(formatOption())
		.action((options) => does(plan)([], options));
	running(program.command('up').alias('migrate').description('apply the pending migrations')).action((options) =>
		does(up)([], options),
	);
	running(program.command('down').alias('rollback').description('revert the last migration, or more')).action(
		(options) => does(down)([], options),
	);
	project(program.command('verify').description('prove that migrations table, files and schema agree'))
		.option('--env <name>', 'one environment instead of all of them')
		.addOption(formatOption())
		.action((options) => does(verify)([], options));
	project(program.command('format').description('give the layout of unreleased .sql migrations an even form'))
		.argument('[paths...]', 'files or folders; all migrations of the project where none is given')
		.option('--check', 'write nothing, and end with 1 where a file would change')
		.action(does(format));
	program
		.command('lsp')
		.description('run the language server on standard input and output')
		.option('--stdio', 'the only way there is; accepted since editors pass it')
		.action((options) => does(lsp)([], options));

	try {
		await program.parseAsync([...argv], { from: 'user' });
		return exitStatus;
	} catch (error) {
		if (!(error instanceof CommanderError)) throw error;
		return error.exitCode === 0 ? 0 : 2;
	}
}

function project(command: Command): Command {
	return command.option('--root <folder>', 'the project root, instead of the nearest folder with a plumbline.json');
}

function running(command: Command): Command {
	return project(command)
		.requiredOption('--env <name>', 'the environment')
		.option('--to <version>', 'the last migration to apply, or the one to go back to')
		.option('--steps <n>', 'how many migrations', count)
		.option('--yes', 'do not ask')
		.option('--confirm <name>', "a protected environment's name, typed out")
		.addOption(formatOption());
}

function formatOption(formats: readonly string[] = ['pretty', 'json']): Option {
	return new Option('--format <format>', 'how results are printed').choices(formats).default('pretty');
}

function count(text: string): number {
	const steps = Number(text);
	if (!Number.isInteger(steps) || steps < 1) throw new InvalidArgumentError('A whole number from 1 on is expected.');
	return steps;
}

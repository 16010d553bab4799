import { runProgram } from './program.ts';
import { reportError } from './report-error.ts';
import { processTerminal } from './terminal.ts';
import { version } from './version.ts';

const terminal = processTerminal();
try {
	process.exitCode = await runProgram(process.argv.slice(2), version, terminal);
} catch (error) {
	reportError(error, terminal);
	process.exitCode = 2;
}

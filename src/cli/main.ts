import { runProgram } from './program.ts';
import { reportError } from './report-error.ts';
import { processTerminal } from './terminal.ts';
import { version } from './version.ts';

// `plumbline status | head` closes our output while we still write: that is the reader's choice, and no error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 2));

const terminal = processTerminal();
try {
	process.exitCode = await runProgram(process.argv.slice(2), version, terminal);
} catch (error) {
	reportError(error, terminal);
	process.exitCode = 2;
}

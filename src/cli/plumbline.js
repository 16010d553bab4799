#!/usr/bin/env node
// The command `plumbline`. Dependency-free, and in plain JavaScript that every Node since 14 parses, so that an old one is
// told what is wrong instead of meeting a syntax error.
import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { fileURLToPath } from 'node:url';

const oldestMajor = 20;
// These read whole directories: V8's optimizing compiler spends several times longer on the parser's WebAssembly, and
// several times the memory, than the baseline one needs to run it. For the others starting Node again costs more.
const readsManyFiles = ['lint', 'lsp', 'format'];
const flag = '--liftoff-only';
// What Node answers to a flag that it does not know.
const badOption = 9;

const cli = fileURLToPath(new URL('./cli.js', import.meta.url));
const args = process.argv.slice(2);

if (Number(process.versions.node.split('.')[0]) < oldestMajor) {
	process.stderr.write(
		`plumbline needs Node ${oldestMajor} or later, and this is ${process.version}: https://nodejs.org/en/download\n`,
	);
	process.exitCode = 2;
} else if (readsManyFiles.includes(args[0]) && !process.execArgv.includes(flag)) {
	startAgain();
} else {
	runHere();
}

function startAgain() {
	let child;
	try {
		child = spawn(process.execPath, [...process.execArgv, flag, cli, ...args], { stdio: 'inherit' });
	} catch {
		// No second process may be started here; the flag only saves time.
		runHere();
		return;
	}
	const passOn = (signal) => child.kill(signal);
	const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'];
	for (const signal of signals) process.on(signal, passOn);
	child.once('error', () => {
		// Without an id it never started; the same event also tells that a signal could not be delivered.
		if (child.pid === undefined) runHere();
	});
	child.once('exit', (code, signal) => {
		for (const name of signals) process.off(name, passOn);
		if (signal !== null) endBy(signal);
		else if (code === badOption) runHere();
		else process.exitCode = code;
	});
}

/** Ends as the child did, so that a shell sees the same; where signals do not end a process, by their number. */
function endBy(signal) {
	process.exitCode = 128 + (constants.signals[signal] || 0);
	process.kill(process.pid, signal);
}

function runHere() {
	// What the command line reads as its own path and arguments.
	process.argv.splice(1, 1, cli);
	import('./cli.js').catch((error) => {
		process.stderr.write(`${error?.stack ?? error}\n`);
		process.exitCode = 2;
	});
}

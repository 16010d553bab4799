import picocolors from 'picocolors';

type Colours = ReturnType<typeof picocolors.createColors>;

/** Where a command writes: results to standard output, progress to standard error. */
export interface Terminal {
	/** A line of the command's result. */
	print(line: string): void;
	/** A line for the person who waits: progress, notes, errors. */
	tell(line: string): void;
	readonly colours: Colours;
	/** True where standard error is a terminal, so that a progress bar can be drawn. */
	readonly interactive: boolean;
	/** Width of standard output in characters. */
	readonly width: number;
}

/** Returns the terminal of this process. Colours only where standard output is a terminal, or FORCE_COLOR says so. */
export function processTerminal(): Terminal {
	const { stdout, stderr, env } = process;
	const coloured = env.NO_COLOR === undefined && (stdout.isTTY === true || env.FORCE_COLOR !== undefined);
	return {
		print: (line) => void stdout.write(`${line}\n`),
		tell: (line) => void stderr.write(`${line}\n`),
		colours: picocolors.createColors(coloured),
		interactive: stderr.isTTY === true,
		width: stdout.columns ?? 120,
	};
}

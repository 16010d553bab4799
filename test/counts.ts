import { readFileSync } from 'node:fs';

/** How many tests passed and failed, over several mocha runs. */
export interface Counts {
	readonly passed: number;
	readonly failed: number;
}

/** Adds up what `CountingReporter` wrote to a file; nothing at all where no run got far enough to write. */
export function readCounts(file: string): Counts {
	let text: string;
	try {
		text = readFileSync(file, 'utf8');
	} catch (error) {
		if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return { passed: 0, failed: 0 };
		throw error;
	}
	const runs = text
		.split('\n')
		.filter((line) => line !== '')
		.map((line): Counts => JSON.parse(line));
	return {
		passed: runs.reduce((sum, run) => sum + run.passed, 0),
		failed: runs.reduce((sum, run) => sum + run.failed, 0),
	};
}

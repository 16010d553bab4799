import { appendFileSync } from 'node:fs';
import mocha from 'mocha';

/**
 * Mocha's spec reporter, which also appends its counts as one line of JSON to the file named by PLUMBLINE_TEST_COUNTS.
 * `.ci/run` adds those up, so that the last line of a run does not depend on how any reporter words its summary.
 */
class CountingReporter extends mocha.reporters.Spec {
	constructor(runner: Mocha.Runner, options: Mocha.MochaOptions) {
		super(runner, options);
		const file = process.env.PLUMBLINE_TEST_COUNTS;
		if (file === undefined || file === '') return;
		runner.once('end', () => {
			const { passes: passed = 0, failures: failed = 0 } = runner.stats ?? {};
			appendFileSync(file, `${JSON.stringify({ passed, failed })}\n`);
		});
	}
}

// Mocha loads a reporter with require(): the second name is how an ES module hands over a function there.
export { CountingReporter, CountingReporter as 'module.exports' };

/** Prints `N passed, N failed` for the file named by PLUMBLINE_TEST_COUNTS; the argument is the status of the whole run. */
import { readCounts } from './counts.ts';

const { passed, failed } = readCounts(process.env.PLUMBLINE_TEST_COUNTS ?? '');
const brokeDown = failed === 0 && process.argv[2] !== '0';
console.log(`${passed} passed, ${brokeDown ? 1 : failed} failed`);

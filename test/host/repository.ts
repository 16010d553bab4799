import { join } from 'node:path';

/** The root of the working tree. */
export const repository = join(import.meta.dirname, '..', '..');

/** Where the host tests put what they make: ignored by git, and below `node_modules` so that modules are found. */
export const scratch = join(repository, 'node_modules', '.cache', 'plumbline-test');

import { join } from 'node:path';

/** The root of the working tree; the build runs from anywhere. */
export const root = join(import.meta.dirname, '..');

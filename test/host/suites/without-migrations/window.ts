import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { HostWindow } from '../../host-window.ts';

/** A workspace that has nothing to do with databases. */
export const hostWindow: HostWindow = {
	fill: (folder) => writeFile(join(folder, 'notes.txt'), 'Nothing to migrate here.\n'),
};

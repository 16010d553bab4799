import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { HostWindow } from '../../host-window.ts';

/** SQL that is no migration: the extension is woken by the language, and has nothing to do. */
export const hostWindow: HostWindow = {
	fill: async (folder) => {
		await mkdir(join(folder, 'queries'));
		await writeFile(join(folder, 'queries', 'report.sql'), 'SELECT 1;\n');
	},
};

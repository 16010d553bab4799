import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { HostWindow } from '../../host-window.ts';

/** The extension as a user has it: installed from the VSIX, with nothing of the working tree near. */
export const hostWindow: HostWindow = {
	extension: 'packaged',
	fill: async (folder) => {
		await mkdir(join(folder, 'migrations'));
		await writeFile(
			join(folder, 'migrations', '001_users.sql'),
			'-- upgrade\nCREATE TABLE users (id INTEGER PRIMARY KEY);\n-- downgrade\nDROP TABLE users;\n',
		);
	},
};

/** `npm run package`: one VSIX for every platform, made offline from what `npm run build` left in `dist`. */
import { mkdir, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createVSIX } from '@vscode/vsce';
import { root } from './root.ts';

const limitInBytes = 18 * 1000 * 1000;

/**
 * Writes a VSIX of the working tree to `path`, and returns that.
 * @throws when it is larger than a person should have to download.
 */
export async function packageExtension(path: string): Promise<string> {
	await mkdir(dirname(path), { recursive: true });
	await createVSIX({ cwd: root, packagePath: path, dependencies: false });
	const { size } = await stat(path);
	if (size > limitInBytes) throw new Error(`${path} is ${size} bytes; ${limitInBytes} is the most it may be.`);
	return path;
}

if (import.meta.main) await packageExtension(join(root, 'plumbline.vsix'));

import { join } from 'node:path';
import { packageExtension } from '../../build/package.ts';
import { scratch } from './repository.ts';

let made: Promise<string> | undefined;

/** The path of a VSIX of the working tree, made once a process. */
export function packagedExtension(): Promise<string> {
	made ??= packageExtension(join(scratch, 'plumbline.vsix'));
	return made;
}

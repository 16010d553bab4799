import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where what the host tests download is kept between runs: the user's cache folder, outside the repository. */
export function cacheFolder(): string {
	return join(userCache(), 'plumbline-test');
}

function userCache(): string {
	const xdg = process.env.XDG_CACHE_HOME;
	if (xdg !== undefined && xdg !== '') return xdg;
	if (process.platform === 'darwin') return join(homedir(), 'Library', 'Caches');
	if (process.platform === 'win32') return process.env.LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local');
	return join(homedir(), '.cache');
}

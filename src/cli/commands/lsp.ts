import { spawn } from 'node:child_process';
import { findAssets } from '../../project/assets.ts';
import type { ExitStatus } from '../exit-status.ts';

/** `plumbline lsp`: the language server on this process's own input and output. */
export async function lsp(): Promise<ExitStatus> {
	const { server } = findAssets();
	const child = spawn(process.execPath, ['--liftoff-only', server, '--stdio'], { stdio: 'inherit', windowsHide: true });
	return new Promise((resolve, reject) => {
		child.once('error', reject);
		child.once('exit', (code) => resolve(code === 0 ? 0 : 2));
	});
}

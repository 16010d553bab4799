import { resolveCliPathFromVSCodeExecutablePath } from '@vscode/test-electron';
import type { VscodeExecutable } from './executable.ts';
import { runCommand } from './run-command.ts';

/** Installs a packaged extension for windows with these folders. */
export async function installVsix(
	vscode: VscodeExecutable,
	vsix: string,
	folders: { readonly userData: string; readonly extensions: string },
): Promise<void> {
	const cli = vscode.kind === 'server' ? vscode.path : resolveCliPathFromVSCodeExecutablePath(vscode.path);
	const args = [
		`--install-extension=${vsix}`,
		`--user-data-dir=${folders.userData}`,
		`--extensions-dir=${folders.extensions}`,
	];
	// On Windows the command is a .cmd file, which only a shell starts; it takes no quotes away from its arguments.
	const shell = process.platform === 'win32';
	await runCommand(shell ? `"${cli}"` : cli, shell ? args.map((arg) => `"${arg}"`) : args, { shell });
}

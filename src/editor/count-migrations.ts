import * as vscode from 'vscode';

/** Returns `1 migration`, `3 migrations`, in the user's language. */
export function countMigrations(count: number): string {
	return count === 1 ? vscode.l10n.t('1 migration') : vscode.l10n.t('{0} migrations', count);
}

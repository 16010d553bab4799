import * as vscode from 'vscode';
import type { DatabaseStatus, MigrationStatus } from '../../server/protocol.ts';

/** How a state looks and what it is called; the same wherever it is shown. */
export interface Appearance {
	readonly label: string;
	/** The name of a codicon. */
	readonly icon: string;
	/** The id of a theme colour. Colour never tells anything that icon and label do not. */
	readonly color: string;
}

const passed = 'testing.iconPassed';
const failed = 'testing.iconFailed';
const muted = 'testing.iconSkipped';
const warning = 'list.warningForeground';
const waiting = 'testing.iconQueued';

/** Returns how a migration's state is shown. */
export function migrationAppearance(state: MigrationStatus['state']): Appearance {
	const { t } = vscode.l10n;
	switch (state) {
		case 'applied':
			return { label: t('applied'), icon: 'pass', color: passed };
		case 'pending':
			return { label: t('pending'), icon: 'circle-outline', color: waiting };
		case 'failed':
			return { label: t('failed'), icon: 'error', color: failed };
		case 'skipped':
			return { label: t('skipped'), icon: 'debug-step-over', color: muted };
		case 'edited':
			return { label: t('edited since it was applied'), icon: 'edit', color: warning };
		case 'out of order':
			return { label: t('applied out of order'), icon: 'arrow-swap', color: warning };
		case 'missing file':
			return { label: t('file is missing'), icon: 'question', color: warning };
		case 'reverted':
			return { label: t('reverted'), icon: 'discard', color: muted };
	}
}

/** Returns how a database's state is shown; undefined stands for one that was not read. */
export function databaseAppearance(state: DatabaseStatus['state'] | undefined): Appearance {
	const { t } = vscode.l10n;
	switch (state) {
		case undefined:
			return { label: t('not read'), icon: 'database', color: muted };
		case 'up to date':
			return { label: t('up to date'), icon: 'database', color: passed };
		case 'behind':
			return { label: t('behind'), icon: 'database', color: waiting };
		case 'ahead':
			return { label: t('ahead of the files'), icon: 'database', color: warning };
		case 'failed':
			return { label: t('failed'), icon: 'database', color: failed };
		case 'out of order':
			return { label: t('out of order'), icon: 'database', color: warning };
		case 'diverged':
			return { label: t('diverged from the files'), icon: 'database', color: warning };
		case 'not initialised':
			return { label: t('not initialised'), icon: 'database', color: muted };
		case 'unreadable':
			return { label: t('cannot be read'), icon: 'database', color: failed };
	}
}

/** Returns an appearance as an icon of the tree. */
export function themeIcon({ icon, color }: Appearance): vscode.ThemeIcon {
	return new vscode.ThemeIcon(icon, new vscode.ThemeColor(color));
}

import * as vscode from 'vscode';
import type { ProjectStore } from '../project-store.ts';
import { databaseAppearance, migrationAppearance } from '../tree/migration-appearance.ts';
import { buildMatrix } from './build-matrix.ts';
import type { FromMatrix, MatrixModel, MatrixWords } from './matrix-model.ts';

export interface MatrixPanelOptions {
	readonly extensionUri: vscode.Uri;
	readonly store: ProjectStore;
	/** Carries out what a click in the page asks for. */
	readonly onAsked: (asked: FromMatrix) => void;
}

/** The page that shows all databases beside each other. There is one at most; opening it again brings it to the front. */
export class MatrixPanel implements vscode.Disposable {
	readonly #options: MatrixPanelOptions;
	#panel: vscode.WebviewPanel | undefined;

	constructor(options: MatrixPanelOptions) {
		this.#options = options;
	}

	show(): void {
		if (this.#panel !== undefined) {
			this.#panel.reveal();
			return;
		}
		const { extensionUri, store, onAsked } = this.#options;
		const resources = ['dist', 'media'].map((folder) => vscode.Uri.joinPath(extensionUri, folder));
		const panel = vscode.window.createWebviewPanel('plumbline.matrix', words().title, vscode.ViewColumn.Active, {
			enableScripts: true,
			enableFindWidget: true,
			localResourceRoots: resources,
		});
		this.#panel = panel;
		panel.iconPath = vscode.Uri.joinPath(extensionUri, 'media', 'activity.svg');
		const send = () => panel.webview.postMessage(this.model());
		const subscriptions = [
			panel.webview.onDidReceiveMessage((asked: FromMatrix) => {
				if (asked.type === 'ready') send();
				else onAsked(asked);
			}),
			store.onDidChange(send),
		];
		panel.onDidDispose(() => {
			for (const subscription of subscriptions) subscription.dispose();
			this.#panel = undefined;
		});
		panel.webview.html = page(panel.webview, extensionUri);
	}

	/** What the page shows. */
	model(): MatrixModel {
		const states = {
			migration: (state: Parameters<typeof migrationAppearance>[0]) => migrationAppearance(state).label,
			database: (state: Parameters<typeof databaseAppearance>[0]) => databaseAppearance(state).label,
		};
		return {
			words: words(),
			projects: (this.#options.store.projects ?? []).map((project) => buildMatrix(project, states)),
		};
	}

	dispose(): void {
		this.#panel?.dispose();
	}
}

function words(): MatrixWords {
	const { t } = vscode.l10n;
	return {
		title: t('Environments and Migrations'),
		migration: t('Migration'),
		unknown: t('unknown here'),
		empty: t('No database was read yet.'),
		notInitialised: t('Not initialised'),
		notRead: t('Not connected'),
		connect: t('Connect to {0}', '{0}'),
		refresh: t('Refresh'),
	};
}

/** The frame of the page: what it shows comes by message. Only our own script runs, and nothing is fetched. */
function page(webview: vscode.Webview, extensionUri: vscode.Uri): string {
	const nonce = crypto.randomUUID();
	const script = webview.asWebviewUri(vscode.Uri.joinPath(extensionUri, 'dist', 'webview.js'));
	const style = webview.asWebviewUri(vscode.Uri.joinPath(extensionUri, 'media', 'matrix.css'));
	const policy = `default-src 'none'; style-src ${webview.cspSource}; script-src 'nonce-${nonce}'`;
	return `<!DOCTYPE html>
<html lang="${vscode.env.language}">
<head>
	<meta charset="utf-8">
	<meta http-equiv="Content-Security-Policy" content="${policy}">
	<meta name="viewport" content="width=device-width, initial-scale=1">
	<title>${words().title}</title>
	<link rel="stylesheet" href="${style}">
</head>
<body>
	<main id="matrix"></main>
	<script nonce="${nonce}" src="${script}"></script>
</body>
</html>`;
}

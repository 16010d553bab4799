import * as vscode from 'vscode';
import { LanguageClient, type LanguageClientOptions, TransportKind } from 'vscode-languageclient/node';
import type { InitializationOptions } from '../server/protocol.ts';
import { ruleLink } from './rule-link.ts';

/** V8's optimizing compiler costs the SQL parser's WASM ten times the memory, and time with it. */
const execArgv = ['--liftoff-only'];

/** Returns a client of the server in the file `module`, not started yet. */
export function createClient(module: string, log: vscode.LogOutputChannel): LanguageClient {
	const server = { module, transport: TransportKind.ipc, options: { execArgv } };
	const options: LanguageClientOptions = {
		// The server asks for the documents in migration directories, when it knows them.
		documentSelector: [],
		outputChannel: log,
		diagnosticCollectionName: 'plumbline',
		// Asked for at every start: the workspace may have become trusted since the last.
		initializationOptions: (): InitializationOptions => ({ trusted: vscode.workspace.isTrusted }),
		middleware: {
			handleDiagnostics: (uri, diagnostics, next) => next(uri, diagnostics.map(withOfflineLink)),
		},
	};
	return new LanguageClient('plumbline', 'Plumbline', { run: server, debug: server }, options);
}

/** The same page that the server's link leads to, from the extension itself. */
function withOfflineLink(diagnostic: vscode.Diagnostic): vscode.Diagnostic {
	const { code } = diagnostic;
	if (typeof code === 'object' && typeof code.value === 'string') {
		diagnostic.code = { value: code.value, target: ruleLink(code.value) };
	}
	return diagnostic;
}

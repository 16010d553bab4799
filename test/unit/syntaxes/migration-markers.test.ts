import { describe, it } from 'mocha';
import { runTool } from '../../../build/run-tool.ts';

describe('the grammar of migration markers', () => {
	it('colours them inside SQL comments, and nothing else', async () => {
		// The injection itself comes from package.json, as in VS Code.
		const grammar = 'test/fixtures/syntaxes/sql.tmLanguage.json';
		await runTool('vscode-tmgrammar-test', 'vscode-tmgrammar-test', [
			'-c',
			'-g',
			grammar,
			'test/fixtures/syntaxes/markers.test.sql',
		]);
	});
});

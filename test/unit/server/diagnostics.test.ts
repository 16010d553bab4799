import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { DiagnosticSeverity } from 'vscode-languageserver/node';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Finding } from '../../../src/lint/finding.ts';
import { mostDiagnostics, toDiagnostics } from '../../../src/server/diagnostics.ts';

const uri = 'file:///shop/migrations/004_app.sql';
const earlier = 'file:///shop/migrations/003_milestones.sql';
const document = TextDocument.create(uri, 'sql', 1, '-- 🙂 é\r\nALTER TABLE milestones ADD COLUMN app_id INTEGER;\r\n');
const earlierDocument = TextDocument.create(earlier, 'sql', 1, 'CREATE TABLE milestones (\n  app_id INTEGER\n);\n');
const related = new Map([[earlier, earlierDocument]]);
const address = (rule: string) => `rule:${rule}`;

function finding(over: Partial<Finding> = {}): Finding {
	const start = document.getText().indexOf('app_id');
	return {
		rule: 'schema/already-exists',
		severity: 'error',
		message: 'column exists',
		uri,
		range: { start, end: start + 'app_id'.length },
		related: [],
		fixes: [],
		released: false,
		...over,
	};
}

describe('findings as diagnostics', () => {
	it('point at lines and UTF-16 columns, with a link to the rule', () => {
		const [diagnostic] = toDiagnostics([finding()], document, related, address);
		assert.deepEqual(diagnostic?.range, { start: { line: 1, character: 34 }, end: { line: 1, character: 40 } });
		assert.equal(diagnostic?.code, 'schema/already-exists');
		assert.deepEqual(diagnostic?.codeDescription, { href: 'rule:schema/already-exists' });
		assert.equal(diagnostic?.source, 'plumbline');
		assert.equal(diagnostic?.severity, DiagnosticSeverity.Error);
	});

	it('say where the column comes from, in another file', () => {
		const start = earlierDocument.getText().indexOf('app_id');
		const place = { message: 'made here', uri: earlier, range: { start, end: start + 6 } };
		const gone = { ...place, uri: 'file:///shop/migrations/000_gone.sql' };
		const [diagnostic] = toDiagnostics([finding({ related: [place, gone] })], document, related, address);
		assert.deepEqual(diagnostic?.relatedInformation, [
			{
				message: 'made here',
				location: { uri: earlier, range: { start: { line: 1, character: 2 }, end: { line: 1, character: 8 } } },
			},
		]);
	});

	it('of released migrations are hints without a tag that greys code out', () => {
		const [diagnostic] = toDiagnostics([finding({ released: true })], document, related, address);
		assert.equal(diagnostic?.severity, DiagnosticSeverity.Hint);
		assert.equal(diagnostic?.tags, undefined);
	});

	it('are as many as VS Code keeps, the gravest first, and say how many more there are', () => {
		const warnings = Array.from({ length: mostDiagnostics + 20 }, () => finding({ severity: 'warning' }));
		const all = [...warnings, finding({ message: 'the grave one' })];
		const diagnostics = toDiagnostics(all, document, related, address);
		assert.equal(diagnostics.length, mostDiagnostics);
		assert.equal(diagnostics[0]?.message, 'the grave one');
		assert.match(String(diagnostics.at(-1)?.message), /^22 more findings/);
	});

	it('are all there where they are not too many', () => {
		const all = Array.from({ length: mostDiagnostics }, () => finding());
		const diagnostics = toDiagnostics(all, document, related, address);
		assert.equal(diagnostics.length, mostDiagnostics);
		assert.ok(diagnostics.every(({ code }) => code === 'schema/already-exists'));
	});
});

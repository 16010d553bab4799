import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { readConfiguration } from '../../../src/project/read-configuration.ts';

const known = { rules: ['order/gap', 'idempotency/create'], conventions: ['plain', 'prisma'] };
const problemsOf = (text: string) => readConfiguration(text, known).problems.map(({ message }) => message);

describe('plumbline.json', () => {
	it('reads JSON with comments and trailing commas into a trusted value', () => {
		const { configuration, problems } = readConfiguration(
			`{
				// where they are
				"migrations": [{ "path": "db/migrations", "dialect": "sqlite", "lintFrom": "017" },],
				"environments": { "prod": { "url": "postgres://app@db/app", "protected": true }, "dev": { "url": "sqlite:data/app.db" } },
				"rules": { "order/gap": "off" },
				"ledger": { "table": "schema_versions", "version": "version", "appliedAt": "applied_at" },
			}`,
			known,
		);
		assert.deepEqual(problems, []);
		assert.deepEqual(configuration, {
			migrations: [{ path: 'db/migrations', dialect: 'sqlite', lintFrom: '017' }],
			environments: {
				prod: { url: 'postgres://app@db/app', protected: true },
				dev: { url: 'sqlite:data/app.db', protected: false },
			},
			rules: { 'order/gap': 'off' },
			ledger: { table: 'schema_versions', version: 'version', appliedAt: 'applied_at' },
		});
	});

	it('names every fault together, each with what was probably meant', () => {
		const problems = problemsOf(
			'{ "enviroments": {}, "rules": { "order/gab": "off", "order/gap": "of" }, "migrations": [{ "dialect": "sqlit" }] }',
		);
		assert.deepEqual(
			problems,
			[
				'enviroments: Unknown key. Did you mean "environments"?',
				'migrations.0: The key "path" is missing.',
				'migrations.0.dialect: Unknown dialect "sqlit". Did you mean "sqlite"?',
				'rules.order/gab: Unknown rule "order/gab". Did you mean "order/gap"?',
				'rules.order/gap: Unknown severity "of". Did you mean "off"?',
			].toSorted((a, b) => problems.indexOf(a) - problems.indexOf(b)),
		);
		assert.equal(problems.length, 5);
	});

	it('points at the place of a fault', () => {
		const text = '{\n  "environments": { "dev": { "url": "mysql://x" } }\n}';
		const [problem] = readConfiguration(text, known).problems;
		assert.equal(problem?.offset, text.indexOf('"mysql'));
	});

	it('says that a text is not JSON', () => {
		assert.match(problemsOf('{ "rules": ')[0] ?? '', /^This is not JSON/);
		assert.match(problemsOf('[]')[0] ?? '', /object/);
	});
});

import assert from 'node:assert/strict';
import { applyStatement } from '../../../src/schema/apply-statement.ts';
import { type CompareOptions, compareSchemas } from '../../../src/schema/compare-schemas.ts';
import { emptySchema, type Schema } from '../../../src/schema/schema.ts';
import type { Dialect, DialectName } from '../../../src/sql/dialect.ts';
import { loadDialect } from '../../../src/sql/dialects.ts';

describe('compareSchemas', () => {
	let dialects: Readonly<Record<DialectName, Dialect>>;
	before(async () => {
		dialects = { sqlite: await loadDialect('sqlite'), postgresql: await loadDialect('postgresql') };
	});

	function schemaOf(sql: string, dialect: DialectName): Schema {
		let schema: Schema = emptySchema;
		for (const statement of dialects[dialect].read(sql)) schema = applyStatement(schema, statement, dialects[dialect]);
		return schema;
	}

	/** Returns each difference as one line. */
	function compared(
		expected: string,
		actual: string,
		dialect: DialectName = 'sqlite',
		options?: CompareOptions,
	): string[] {
		const differences = compareSchemas(schemaOf(expected, dialect), schemaOf(actual, dialect), dialect, options);
		return differences.map((difference) => {
			const { subject, type, property } = difference;
			const change = property === undefined ? '' : ` ${property}: ${difference.expected} → ${difference.actual}`;
			return `${type} ${Object.values(subject).join(' ')}${change}`;
		});
	}

	it('does not mind order, case, spelling, nor names of constraints in SQLite', () => {
		assert.deepEqual(
			compared(
				`CREATE TABLE t (a INTEGER PRIMARY KEY, b varchar(9) DEFAULT (1), c REFERENCES u, CHECK (a > 0), UNIQUE (b));
				CREATE TABLE u (x PRIMARY KEY); CREATE INDEX i ON t (b)`,
				`CREATE TABLE u ("X" PRIMARY KEY); CREATE TABLE T (c CONSTRAINT k REFERENCES u (x), B VARCHAR (9) DEFAULT 1,
				A integer, CONSTRAINT p PRIMARY KEY (a), CONSTRAINT q UNIQUE (b), CHECK ("a">0)); CREATE INDEX I ON t ([b])`,
			),
			[],
		);
	});

	it('names each property that differs', () => {
		assert.deepEqual(compared('CREATE TABLE t (a INT NOT NULL, b)', 'CREATE TABLE t (a TEXT, b DEFAULT 1) STRICT'), [
			'changed column t a type: INT → TEXT',
			'changed column t a not null: yes → no',
			'changed column t b default: undefined → 1',
			'changed table t options:  → STRICT',
		]);
		assert.deepEqual(compared('CREATE TABLE t (a AS (1) STORED, b COLLATE nocase)', 'CREATE TABLE t (a AS (2), b)'), [
			'changed column t a generated: stored → virtual',
			'changed column t a expression: 1 → 2',
			'changed column t b collation: NOCASE → undefined',
		]);
	});

	it('pairs what is left of constraints', () => {
		const users = 'CREATE TABLE u (x PRIMARY KEY); ';
		assert.deepEqual(
			compared(
				`${users}CREATE TABLE t (a, b REFERENCES u ON DELETE CASCADE, c, PRIMARY KEY (a), UNIQUE (c), CHECK (c > 0))`,
				`${users}CREATE TABLE t (a, b REFERENCES u, c, PRIMARY KEY (a, c), CHECK (c > 1))`,
			),
			[
				'changed constraint t foreign key (b) references u on delete: cascade → no action',
				'changed constraint t primary key (a) definition: primary key (a) → primary key (a, c)',
				'missing constraint t unique (c)',
				'missing constraint t check (c > 0)',
				'unexpected constraint t check (c > 1)',
			],
		);
	});

	it('compares indexes, views and triggers', () => {
		const table = 'CREATE TABLE t (a, b); ';
		assert.deepEqual(
			compared(
				`${table}CREATE INDEX i ON t (a); CREATE UNIQUE INDEX j ON t (a, b DESC) WHERE a > 0; CREATE VIEW v AS SELECT 1`,
				`${table}CREATE INDEX j ON t (a, b) WHERE a > 1; CREATE VIEW v AS SELECT 2;
				CREATE TRIGGER r AFTER INSERT ON t BEGIN SELECT 1; END`,
			),
			[
				'missing index t i',
				'changed index t j columns: a, b DESC → a, b',
				'changed index t j unique: yes → no',
				'changed index t j where: a > 0 → a > 1',
				'changed object v view definition: CREATE VIEW v AS SELECT 1 → CREATE VIEW v AS SELECT 2',
				'unexpected object r trigger',
			],
		);
	});

	it('says of a missing or unexpected table nothing more than that', () => {
		assert.deepEqual(
			compared(
				'CREATE TABLE t (a); CREATE INDEX i ON t (a)',
				'CREATE TABLE u (a); CREATE INDEX j ON u (a); CREATE TEMP TABLE x (a)',
			),
			['missing table t', 'unexpected table u'],
		);
	});

	it('is silent on what is not certain', () => {
		assert.deepEqual(compared("CREATE TABLE t (a); SELECT AddGeometryColumn('t', 'g')", 'CREATE TABLE u (a)'), []);
		assert.deepEqual(compared('CREATE TABLE t AS SELECT 1 AS a', 'CREATE TABLE t (a)'), []);
		assert.deepEqual(compared('CREATE TABLE t AS SELECT 1 AS a', ''), ['missing table t']);
		assert.deepEqual(
			compared(
				'CREATE VIRTUAL TABLE f USING fts5(x)',
				'CREATE VIRTUAL TABLE f USING fts5(x); CREATE TABLE f_data (id)',
			),
			[],
		);
		assert.deepEqual(compared('CREATE TABLE t (a,,b)', ''), []);
	});

	it('forgets the text of what was renamed in, and of nothing else', () => {
		const made = 'CREATE TABLE t (a); CREATE VIEW v AS SELECT a FROM t; CREATE VIEW w AS SELECT 1; ';
		const renamed = 'CREATE TABLE u (a); CREATE VIEW v AS SELECT a FROM "u"; CREATE VIEW w AS SELECT 2';
		assert.deepEqual(compared(`${made}ALTER TABLE t RENAME TO u`, renamed), [
			'changed object w view definition: CREATE VIEW w AS SELECT 1 → CREATE VIEW w AS SELECT 2',
		]);
	});

	it('takes names of constraints for what they are in PostgreSQL', () => {
		assert.deepEqual(
			compared(
				'CREATE TABLE t (a int UNIQUE, b int CHECK (b > 0))',
				'CREATE TABLE t (a int CONSTRAINT k UNIQUE, b int CONSTRAINT t_b_check CHECK (b > 0) NOT VALID)'.replace(
					' NOT VALID',
					'',
				),
				'postgresql',
			),
			['missing constraint t t_a_key', 'unexpected constraint t k'],
		);
		assert.deepEqual(
			compared(
				'CREATE TABLE t (a int); ALTER TABLE t ADD CONSTRAINT k CHECK (a > 0)',
				'CREATE TABLE t (a int); ALTER TABLE t ADD CONSTRAINT k CHECK (a > 0) NOT VALID',
				'postgresql',
			),
			['changed constraint t k validated: yes → no'],
		);
	});

	it('compares texts of PostgreSQL only where one deparser wrote both', () => {
		const one = `CREATE TABLE t (a int CONSTRAINT k CHECK (a > 0), b text DEFAULT lower('A'), c timestamptz DEFAULT '1970-01-01');
			CREATE INDEX i ON t ((a + 1)); CREATE VIEW v AS SELECT 1 AS n`;
		const other = `CREATE TABLE t (a int CONSTRAINT k CHECK (a > 1), b text DEFAULT upper('a'), c timestamptz DEFAULT '1970-01-02');
			CREATE INDEX i ON t ((a + 2)); CREATE VIEW v AS SELECT 2 AS n`;
		assert.deepEqual(compared(one, other, 'postgresql'), []);
		assert.equal(compared(one, other, 'postgresql', { sameDeparser: true }).length, 5);
		const number = (value: string) => `CREATE TABLE t (a numeric DEFAULT ${value}, b text DEFAULT 'x')`;
		assert.deepEqual(compared(number('1.50'), number("'-1'::integer"), 'postgresql'), [
			"changed column t a default: 1.50 → '-1'::integer",
		]);
	});

	it('leaves sequences of columns to their columns', () => {
		const serial = 'CREATE TABLE t (a serial)';
		const written = `CREATE SEQUENCE t_a_seq; CREATE TABLE t (a int NOT NULL DEFAULT nextval('t_a_seq'::regclass))`;
		assert.deepEqual(compared(serial, written, 'postgresql'), []);
		assert.deepEqual(compared('CREATE SEQUENCE s', '', 'postgresql'), ['missing object s sequence']);
	});
});

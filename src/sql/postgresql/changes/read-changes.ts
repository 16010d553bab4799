import type { Node, SelectStmt } from 'libpg-query';
import type { SchemaChange } from '../../schema-change.ts';
import { NotFollowed } from '../not-followed.ts';
import { statementKind } from '../statement-kind.ts';
import { readAlterObject, readSetSchema } from './alter-object.ts';
import { readAlterTable } from './alter-table.ts';
import { readCreateIndex } from './create-index.ts';
import { readCreateObject, readCreateSchema } from './create-object.ts';
import { readCreateTable, readCreateTableAs } from './create-table.ts';
import { readDrop } from './drop.ts';
import { type Reading, stringsOf } from './reading.ts';
import { readRename } from './rename.ts';

/** Returns what a statement does to the schema. DO is not among them: `readDoBlock` reads what is in it. */
export function readChanges(tree: Node, reading: Reading): readonly SchemaChange[] {
	try {
		return readAny(tree, reading);
	} catch (error) {
		if (!(error instanceof NotFollowed)) throw error;
		return [{ type: 'unknown', range: reading.source.range, what: statementKind(tree).toUpperCase() }];
	}
}

function readAny(tree: Node, reading: Reading): readonly SchemaChange[] {
	const { range } = reading.source;
	if ('CreateStmt' in tree) return [readCreateTable(tree.CreateStmt, reading)];
	if ('CreateForeignTableStmt' in tree) {
		const { base } = tree.CreateForeignTableStmt;
		return base === undefined ? [] : [readCreateTable(base, reading, true)];
	}
	if ('CreateTableAsStmt' in tree && tree.CreateTableAsStmt.objtype !== 'OBJECT_MATVIEW') {
		const { into, if_not_exists } = tree.CreateTableAsStmt;
		return into === undefined ? [] : [readCreateTableAs(into, if_not_exists === true, reading)];
	}
	if ('SelectStmt' in tree) {
		const into = firstSelect(tree.SelectStmt).intoClause;
		return into === undefined ? [] : [readCreateTableAs(into, undefined, reading)];
	}
	if ('AlterTableStmt' in tree) return readAlterTable(tree.AlterTableStmt, reading);
	if ('RenameStmt' in tree) return readRename(tree.RenameStmt, reading);
	if ('DropStmt' in tree) return readDrop(tree.DropStmt, reading);
	if ('IndexStmt' in tree) return [readCreateIndex(tree.IndexStmt, reading)];
	if ('CreateSchemaStmt' in tree) return readCreateSchema(tree.CreateSchemaStmt, reading);
	if ('AlterObjectSchemaStmt' in tree) return readSetSchema(tree.AlterObjectSchemaStmt, reading);
	if ('VariableSetStmt' in tree && tree.VariableSetStmt.name === 'search_path') {
		return searchesPublicFirst(tree.VariableSetStmt.args) ? [] : [{ type: 'unknown', range, what: 'SET search_path' }];
	}
	const object = readCreateObject(tree, reading) ?? readAlterObject(tree, reading);
	if (object !== undefined) return object;
	const tag = Object.keys(tree)[0] ?? '';
	const kind = statementKind(tree);
	if (TOUCHES_ANYTHING.has(tag)) return [{ type: 'unknown', range, what: kind.toUpperCase() }];
	// A role, a collation, a publication: no schema keeps them.
	return kind.startsWith('create ') ? [{ type: 'unknown', range, tables: [], what: kind.toUpperCase() }] : [];
}

const TOUCHES_ANYTHING: ReadonlySet<string> = new Set(['ImportForeignSchemaStmt', 'DropOwnedStmt']);

/** Of SELECT … UNION SELECT … only the first may have an INTO. */
function firstSelect(select: SelectStmt): SelectStmt {
	let first = select;
	while (first.larg !== undefined) first = first.larg;
	return first;
}

/** Where names without a schema go on meaning what they mean: in `public`, or the default. */
function searchesPublicFirst(args: readonly Node[] | undefined): boolean {
	const [first] = (args ?? []).flatMap((node) =>
		'A_Const' in node ? [node.A_Const.sval?.sval ?? ''] : stringsOf([node]),
	);
	return first === undefined || first === 'public' || first === '$user' || first === '"$user"';
}

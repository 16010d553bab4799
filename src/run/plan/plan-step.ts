import type { Entry } from '../../ledger/entry.ts';
import type { Script } from '../../migration/migration.ts';
import type { Dialect } from '../../sql/dialect.ts';
import type { RunFailure } from '../events.ts';
import { type LoadedMigration, migrationLabel } from '../loaded-migration.ts';
import { resumePoint } from './resume-point.ts';
import type { PlannedStep, RunAbilities, RunAction } from './run-plan.ts';
import { readSqlScript } from './sql-script.ts';

/** What a step is made of. */
export interface StepSource {
	readonly action: RunAction;
	readonly migration: LoadedMigration;
	readonly script: Script;
	readonly entry?: Entry;
}

/** Says how one script is run, or why it cannot be. */
export function planStep(source: StepSource, dialect: Dialect, abilities: RunAbilities): PlannedStep | RunFailure {
	switch (source.script.language) {
		case 'sql':
			return planSql(source, dialect);
		case 'python':
			return planPython(source, abilities);
		default:
			return refuse(source, [
				'is written in JavaScript or TypeScript, which is run by its framework and not by Plumbline.',
				"Apply it with the framework's own command.",
			]);
	}
}

/** Tells a refusal from a step. */
export function isRefusal(planned: PlannedStep | RunFailure): planned is RunFailure {
	return 'message' in planned;
}

/** False where a marker says that the script runs outside a transaction. */
function inTransaction({ migration, script }: StepSource): boolean {
	return script.transaction ?? migration.text.transaction;
}

function planSql(source: StepSource, dialect: Dialect): PlannedStep | RunFailure {
	const { migration, script, entry, action } = source;
	const sql = readSqlScript(script, dialect);
	if (sql.refusal !== undefined) return refuse(source, [sql.refusal.message], sql.refusal.range);
	const notes = [...migration.text.problems.map(({ message }) => message), ...sql.notes];
	const step = { migration, script, ...(entry && { entry }) };
	const journaled = sql.notTransactional !== undefined || !inTransaction(source);
	if (!journaled) return { ...step, notes, work: { type: 'transaction', sql } };
	const resume = action === 'apply' && entry !== undefined ? resumePoint(entry, sql, dialect) : { at: 0 };
	if ('problem' in resume) return refuse(source, [resume.problem]);
	const reason =
		sql.notTransactional === undefined
			? 'Runs outside a transaction, as the file says: a failure keeps the statements before it.'
			: `Runs outside a transaction, for ${sql.notTransactional.statement.kind.toUpperCase()} cannot run inside one: a failure keeps the statements before it.`;
	const goesOn = resume.at > 0 ? [`Goes on at statement ${resume.at + 1}.`] : [];
	return { ...step, notes: [...notes, reason, ...goesOn], work: { type: 'journaled', sql, resumeAt: resume.at } };
}

function planPython(source: StepSource, abilities: RunAbilities): PlannedStep | RunFailure {
	const { migration, script, entry } = source;
	if (script.functionName === undefined) {
		return refuse(source, [
			'has no function that can be called. Rename its function as the other migrations call theirs.',
		]);
	}
	if (!inTransaction(source)) {
		return refuse(source, [
			'asks to run outside a transaction, which only SQL migrations can. Move that part into a .sql migration.',
		]);
	}
	if (abilities.python === undefined) {
		return refuse(source, [
			'needs Python 3.8 or newer, and none was found in .venv, venv or on the PATH.',
			'Install Python, or make a virtual environment in the project folder. Nothing was changed.',
		]);
	}
	return {
		migration,
		script,
		...(entry && { entry }),
		notes: [`Runs with ${abilities.python}.`],
		work: { type: 'python', functionName: script.functionName.name },
	};
}

function refuse(source: StepSource, sentences: readonly string[], range = source.script.range): RunFailure {
	return {
		message: `${migrationLabel(source.migration)} ${sentences.join(' ')}`,
		version: source.migration.file.version,
		uri: source.script.uri,
		range,
	};
}

import type { Rule } from '../rule.ts';
import { requiredColumn } from './data/required-column.ts';
import { addColumn } from './idempotency/add-column.ts';
import { create } from './idempotency/create.ts';
import { drop } from './idempotency/drop.ts';
import { guardHidesChange } from './idempotency/guard-hides-change.ts';
import { syntaxError } from './lint/syntax-error.ts';
import { unusedSuppression } from './lint/unused-suppression.ts';
import { concurrentlyInTransaction } from './locking/concurrently-in-transaction.ts';
import { duplicateVersion } from './order/duplicate-version.ts';
import { gap } from './order/gap.ts';
import { outOfOrder } from './order/out-of-order.ts';
import { alreadyExists } from './schema/already-exists.ts';
import { dropMissing } from './schema/drop-missing.ts';
import { unknownColumn } from './schema/unknown-column.ts';
import { unknownTable } from './schema/unknown-table.ts';
import { foreignKeysInTransaction } from './sqlite/foreign-keys-in-transaction.ts';
import { unsupportedAlter } from './sqlite/unsupported-alter.ts';
import { emptyMigration } from './structure/empty-migration.ts';
import { functionName } from './structure/function-name.ts';
import { missingDowngrade } from './structure/missing-downgrade.ts';
import { missingUpgrade } from './structure/missing-upgrade.ts';
import { notPlainSql } from './structure/not-plain-sql.ts';
import { notTransactional } from './transaction/not-transactional.ts';

/** Every rule, by category and name. */
export const allRules: readonly Rule[] = [
	requiredColumn,
	addColumn,
	create,
	drop,
	guardHidesChange,
	syntaxError,
	unusedSuppression,
	concurrentlyInTransaction,
	duplicateVersion,
	gap,
	outOfOrder,
	alreadyExists,
	dropMissing,
	unknownColumn,
	unknownTable,
	foreignKeysInTransaction,
	unsupportedAlter,
	emptyMigration,
	functionName,
	missingDowngrade,
	missingUpgrade,
	notPlainSql,
	notTransactional,
];

import type { MigrationFacts, StatementFact } from './rule.ts';

/**
 * What is known of the transaction that a statement runs in: one that the script itself began (`own`), or one that the
 * tool puts around the script (`runner`); undefined where there is none, or where the tool decides by itself.
 */
export function surroundingTransaction(facts: MigrationFacts, fact: StatementFact): 'own' | 'runner' | undefined {
	const inScript = facts.statements.filter(({ script }) => script === fact.script);
	let isOpen = false;
	for (const earlier of inScript) {
		if (earlier === fact) break;
		const { transaction } = earlier.statement;
		if (transaction === 'begin') isOpen = true;
		else if (transaction === 'commit' || transaction === 'rollback') isOpen = false;
	}
	if (isOpen) return 'own';
	// A script that says itself where its transactions begin is not one to put into another; code may do as it likes.
	if (inScript.some(({ statement }) => statement.transaction === 'begin') || fact.script.language !== 'sql') {
		return undefined;
	}
	if (!(fact.script.transaction ?? facts.text.transaction)) return undefined;
	return isWrapped(facts, inScript.length) ? 'runner' : undefined;
}

/**
 * Flyway looks at the statements before it decides. Prisma and golang-migrate send a whole file to PostgreSQL, which makes
 * one transaction of several statements and none of a single one; Prisma has none on SQLite.
 */
function isWrapped({ convention, dialect }: MigrationFacts, statements: number): boolean {
	if (convention.id === 'flyway') return false;
	if (convention.id === 'plain') return true;
	if (dialect.name === 'sqlite') return convention.id !== 'prisma';
	return statements > 1;
}

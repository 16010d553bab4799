/** The names that package.json and the code know alike; a test holds one against the other. */

export const commands = {
	apply: 'plumbline.apply',
	applyTo: 'plumbline.applyTo',
	revert: 'plumbline.revert',
	revertTo: 'plumbline.revertTo',
	verify: 'plumbline.verify',
	refresh: 'plumbline.refresh',
	connect: 'plumbline.connect',
	openMigration: 'plumbline.openMigration',
	openConfiguration: 'plumbline.openConfiguration',
	showMatrix: 'plumbline.showMatrix',
	showOutput: 'plumbline.showOutput',
} as const;

export type CommandId = (typeof commands)[keyof typeof commands];

export const viewContainer = 'plumbline';

export const views = { environments: 'plumbline.environments' } as const;

export const contextKeys = {
	/** One of `WorkspaceState`: which welcome the view gives. */
	state: 'plumbline.state',
	/** True while a migration is applied or reverted. */
	running: 'plumbline.running',
} as const;

export type WorkspaceState = 'asleep' | 'starting' | 'no migrations' | 'no environments' | 'ready' | 'failed';

/** The scheme of a rule's page: `plumbline-rule:/idempotency/create.md`. */
export const ruleScheme = 'plumbline-rule';

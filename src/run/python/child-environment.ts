/** Variables of ours, of the editor, of Node, and of PostgreSQL's clients. */
const WITHHELD = /^(?:PLUMBLINE_|VSCODE_|ELECTRON_|NODE_OPTIONS$|NODE_CHANNEL_|PG[A-Z]+$|DATABASE_URL$)/i;
const DATABASE_URL = /^(?:postgres(?:ql)?(?:\+\w+)?|sqlite(?:\+\w+)?):/i;

/**
 * Returns the variables that a code migration is started with: those of this process, without secrets of ours and without
 * anything that leads to a database. The connection that it gets is the only one that it should use.
 */
export function childEnvironment(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
	const kept = Object.entries(environment).filter(
		([name, value]) => !WITHHELD.test(name) && !DATABASE_URL.test(value ?? ''),
	);
	return { ...Object.fromEntries(kept), PYTHONUNBUFFERED: '1', PYTHONDONTWRITEBYTECODE: '1' };
}

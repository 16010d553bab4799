import { NativeModuleUnavailableError } from './database-error.ts';

/** better-sqlite3 13 uses Node-API 10. Under an older one it does not throw: it takes the process down. */
const NEEDED_NODE_API = 10;

/**
 * Throws `NativeModuleUnavailableError` where loading better-sqlite3 would crash the process. To be called before the
 * module is loaded, and never after.
 */
export function checkNativeSupport(
	versions: { readonly napi?: string; readonly node?: string } = process.versions,
): void {
	const available = Number(versions.napi ?? 0);
	if (available >= NEEDED_NODE_API) return;
	throw new NativeModuleUnavailableError(
		`Opening SQLite databases needs Node 22 or newer; this is Node ${versions.node ?? '(unknown)'}. ` +
			'Install a newer Node and put it first on the PATH; linting works without.',
	);
}

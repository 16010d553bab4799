import { parseEnv } from 'node:util';
import { diskFiles, UnreadableFileError } from '../file-system.ts';
import { joinUri } from '../uri.ts';
import { SessionError } from './session-error.ts';

/** Looks a variable up; undefined where it is not set. */
export type VariableLookup = (name: string) => string | undefined;

const placeholder = /\$\{(env|secret):([^}]*)\}/g;

/**
 * Returns a URL with its `${env:NAME}` and `${secret:NAME}` filled in; the secret `prod` is the variable
 * PLUMBLINE_SECRET_PROD. A secret inside a URL is percent-encoded, whatever characters it has. Throws `SessionError` for one
 * that is not set, never naming a value.
 */
export function fillPlaceholders(url: string, lookup: VariableLookup): string {
	return url.replace(placeholder, (whole: string, kind: string, name: string) => {
		const variable = kind === 'env' ? name : `PLUMBLINE_SECRET_${name.toUpperCase().replace(/[^A-Z0-9]/g, '_')}`;
		const value = lookup(variable);
		if (value === undefined || value === '') {
			throw new SessionError(
				'variable not set',
				`${whole} has no value: set the variable ${variable}, or write it into .env.`,
			);
		}
		return kind === 'secret' && whole !== url ? encodeURIComponent(value) : value;
	});
}

/** Looks in the process's environment first, then in the `.env` of a project. */
export async function projectVariables(root: string, environment: NodeJS.ProcessEnv): Promise<VariableLookup> {
	const file = await readDotEnv(root);
	return (name) => environment[name] ?? file[name];
}

async function readDotEnv(root: string): Promise<NodeJS.Dict<string>> {
	try {
		return parseEnv(await diskFiles.readText(joinUri(root, '.env')));
	} catch (error) {
		if (error instanceof UnreadableFileError && error.reason === 'missing') return {};
		throw error;
	}
}

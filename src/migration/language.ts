import type { ScriptLanguage } from './migration.ts';

const languages: readonly (readonly [ending: RegExp, language: ScriptLanguage])[] = [
	[/\.sql$/i, 'sql'],
	[/\.py$/i, 'python'],
	[/\.[cm]?tsx?$/i, 'typescript'],
	[/\.[cm]?jsx?$/i, 'javascript'],
];

/** Declarations, tests and stories stand beside migrations and are none, whatever their number. */
const besides = /(?:\.d\.[cm]?ts|[._](?:test|spec)\.[cm]?[jt]sx?)$/i;

/** Returns the language that a file name ends in, or undefined where no migration is written in it. */
export function languageOf(fileName: string): ScriptLanguage | undefined {
	if (besides.test(fileName)) return undefined;
	return languages.find(([ending]) => ending.test(fileName))?.[1];
}

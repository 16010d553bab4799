import { loadCodeReader } from '../../src/migration/code/load-code-reader.ts';
import type { Convention } from '../../src/migration/convention.ts';
import { plain } from '../../src/migration/conventions/plain.ts';
import { languageOf } from '../../src/migration/language.ts';
import type { MigrationText, Script } from '../../src/migration/migration.ts';
import { migrationReader } from '../../src/migration/migration-reader.ts';
import { findAssets } from '../../src/project/assets.ts';

const code = await loadCodeReader(findAssets().treeSitter);

/** Reads a text as the migration file of this name. */
export function readCode(text: string, fileName: string, convention: Convention = plain): MigrationText {
	const uri = `file:///c%3A/My%20Project/${encodeURIComponent(fileName)}`;
	const language = languageOf(fileName) ?? 'sql';
	return migrationReader(convention, code)({ uri, fileName, version: '001', name: 'a', language }, text);
}

/** The SQL of a script, one text a fragment; what may not run begins with `?`, and an opaque script ends with `…`. */
export function sqlOf(script: Script | undefined): readonly string[] | undefined {
	if (script === undefined) return undefined;
	const texts = script.fragments.map(({ text, conditional }) => `${conditional ? '? ' : ''}${text.trim()}`);
	return script.opaque ? [...texts, '…'] : texts;
}

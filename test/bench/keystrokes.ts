import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { joinUri, uriOfPath } from '../../src/project/uri.ts';
import { LanguageClient } from '../support/language-client.ts';
import { migrationName } from './generate-directory.ts';

/** Times from a keystroke to its diagnostics, in ms. */
export interface Latency {
	readonly p50: number;
	readonly p95: number;
	/** From opening the document to its first diagnostics. */
	readonly first: number;
}

const KEYSTROKES = 60;

/**
 * Opens a migration of `folder` with the server on stdio, types a letter into the name of a column in its middle and takes
 * it out again, and waits for the diagnostics each time.
 */
export async function measureKeystrokes(server: string, folder: string, migration: number): Promise<Latency> {
	const child = spawn(process.execPath, ['--liftoff-only', server, '--stdio'], { stdio: ['pipe', 'pipe', 'inherit'] });
	const root = uriOfPath(folder);
	const [client] = await LanguageClient.join(child.stdout, child.stdin, { folders: [root], trusted: false });
	try {
		const name = migrationName(migration);
		const uri = joinUri(root, `migrations/${name}`);
		const text = readFileSync(path.join(folder, 'migrations', name), 'utf8');
		const opened = performance.now();
		await client.open(uri, text);
		const first = performance.now() - opened;
		const lines = text.split('\n');
		const line = lines.findIndex((each, at) => at >= Math.floor(lines.length / 2) && each.includes('name text'));
		const character = (lines[line] ?? '').indexOf(' text');
		if (character < 0) throw new Error(`${name} has no column to type into`);
		const times: number[] = [];
		for (let version = 2; version < KEYSTROKES + 2; version++) {
			const typed = version % 2 === 0;
			const range = { start: { line, character }, end: { line, character: typed ? character : character + 1 } };
			const began = performance.now();
			await client.connection.sendNotification('textDocument/didChange', {
				textDocument: { uri, version },
				contentChanges: [{ range, text: typed ? 'x' : '' }],
			});
			await client.diagnostics(uri, version);
			times.push(performance.now() - began);
		}
		return { p50: percentile(times, 0.5), p95: percentile(times, 0.95), first };
	} finally {
		client.dispose();
		child.kill();
	}
}

function percentile(times: readonly number[], part: number): number {
	return times.toSorted((a, b) => a - b)[Math.ceil(times.length * part) - 1] ?? Number.NaN;
}

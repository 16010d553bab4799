import { mkdir, open, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Writable } from 'node:stream';

const pollMs = 100;

/** A file whose growth is copied to a stream. */
export interface FollowedFile {
	readonly path: string;
	/** Copies what is left, and ends the copying. */
	stop(): Promise<void>;
}

/** Creates an empty file and copies to `target` what another process appends to it, as `tail -f` does. */
export async function followFile(path: string, target: Writable): Promise<FollowedFile> {
	await mkdir(dirname(path), { recursive: true });
	await writeFile(path, '');
	const file = await open(path);
	const copyRest = async () => {
		for (;;) {
			const { bytesRead, buffer } = await file.read();
			if (bytesRead === 0) return;
			target.write(buffer.subarray(0, bytesRead));
		}
	};
	let copying = Promise.resolve();
	const timer = setInterval(() => {
		copying = copying.then(copyRest);
	}, pollMs);
	return {
		path,
		async stop() {
			clearInterval(timer);
			await copying.then(copyRest);
			await file.close();
		},
	};
}

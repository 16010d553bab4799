import { open, stat } from 'node:fs/promises';
import { onFile } from './open-files.ts';

/** https://www.sqlite.org/fileformat.html#the_database_header */
export const SQLITE_MAGIC = 'SQLite format 3\0';

/**
 * Returns the first bytes of a file. One that SQLite has open in this process is not opened a second time, for that would
 * cost SQLite its locks: of those it returns the 16 bytes that every database begins with, or none where it is empty.
 * Throws what the operating system says.
 */
export async function readFileHead(file: string, bytes: number): Promise<Uint8Array> {
	return await onFile(file, async (alreadyOpen) => {
		if (alreadyOpen !== undefined) {
			const { size } = await stat(file);
			return Buffer.from(size === 0 ? '' : SQLITE_MAGIC, 'latin1').subarray(0, bytes);
		}
		const handle = await open(file, 'r');
		try {
			const { buffer, bytesRead } = await handle.read(new Uint8Array(bytes), 0, bytes, 0);
			return buffer.subarray(0, bytesRead);
		} finally {
			await handle.close();
		}
	});
}

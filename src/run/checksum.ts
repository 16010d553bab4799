import { createHash } from 'node:crypto';

/**
 * Returns the SHA-256 of a document, hexadecimal, with a byte order mark dropped and line endings normalised: a checkout on
 * another system must not look like an edit.
 */
export function checksumOf(source: string): string {
	const text = source.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n');
	return createHash('sha256').update(text, 'utf8').digest('hex');
}

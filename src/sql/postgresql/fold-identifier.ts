/** PostgreSQL keeps this many bytes of a name. https://www.postgresql.org/docs/current/limits.html */
const LONGEST_NAME = 63;

/**
 * Returns the name that PostgreSQL keeps for an identifier as written: unquoted ones in lower case (ASCII letters only,
 * as in a UTF-8 database), quoted ones as they are, both cut to 63 bytes.
 * https://www.postgresql.org/docs/current/sql-syntax-lexical.html#SQL-SYNTAX-IDENTIFIERS
 */
export function foldIdentifier(written: string): string {
	const escaped = UNICODE_IDENTIFIER.exec(written);
	if (escaped !== null) return truncate(decode(unquote(escaped[1] ?? ''), escaped[2] ?? '\\'));
	if (written.startsWith('"')) return truncate(unquote(written));
	return truncate(written.replace(/[A-Z]+/g, (letters) => letters.toLowerCase()));
}

const UNICODE_IDENTIFIER = /^u&("(?:[^"]|"")*")(?:\s*uescape\s*'([^'])')?$/i;

function unquote(quoted: string): string {
	const inner = quoted.endsWith('"') && quoted.length > 1 ? quoted.slice(1, -1) : quoted.slice(1);
	return inner.replaceAll('""', '"');
}

/** `\0061` and `\+000061` are characters, and a doubled escape character is itself. */
function decode(text: string, escapeCharacter: string): string {
	const mark = escapeCharacter.replace(/[^\w]/, '\\$&');
	const pattern = new RegExp(`${mark}(?:(${mark})|([\\da-f]{4})|\\+([\\da-f]{6}))`, 'gi');
	return text.replace(pattern, (whole, doubled?: string, short?: string, long?: string) => {
		if (doubled !== undefined) return escapeCharacter;
		const code = Number.parseInt(short ?? long ?? '', 16);
		return code <= 0x10ffff ? String.fromCharCode(...utf16(code)) : whole;
	});
}

/** Pairs of `\D83D\DE00` are written one half at a time, so halves are let through. */
function utf16(code: number): readonly number[] {
	return code > 0xffff ? [0xd800 + ((code - 0x10000) >> 10), 0xdc00 + ((code - 0x10000) & 0x3ff)] : [code];
}

function truncate(name: string): string {
	if (name.length * 3 <= LONGEST_NAME) return name;
	const bytes = new TextEncoder().encode(name);
	if (bytes.length <= LONGEST_NAME) return name;
	let end = LONGEST_NAME;
	while (end > 0 && ((bytes[end] ?? 0) & 0xc0) === 0x80) end--;
	return new TextDecoder().decode(bytes.subarray(0, end));
}

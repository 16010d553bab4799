/** Query parameters of a connection URL that are secret. */
const SECRET_PARAMETERS = /([?&](?:password|sslpassword|passwd|pwd)=)[^&#]*/gi;

/**
 * Returns a database URL with its passwords replaced by `***`, for messages, logs and plans. Text that is not a URL is
 * treated with the same care: whatever stands between `://…:` and the last `@` before the path goes.
 */
export function redactUrl(url: string): string {
	const scheme = /^[a-z][a-z0-9+.-]*:\/\//i.exec(url)?.[0];
	if (scheme === undefined) return url.replace(SECRET_PARAMETERS, '$1***');
	const rest = url.slice(scheme.length);
	// A password that was not percent-encoded may hold `/`, `?`, `#` and `@`: the last `@` of all ends it then.
	const plain = /^[^/?#]*/.exec(rest)?.[0] ?? '';
	const at = plain.includes('@') || !rest.includes('@') ? plain.lastIndexOf('@') : rest.lastIndexOf('@');
	const colon = rest.indexOf(':');
	const hidden = at >= 0 && colon >= 0 && colon < at ? `${rest.slice(0, colon)}:***${rest.slice(at)}` : rest;
	return scheme + hidden.replace(SECRET_PARAMETERS, '$1***');
}

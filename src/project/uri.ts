import { URI, Utils } from 'vscode-uri';

/**
 * Returns the one spelling of a URI that the project compares by. Editors and Node encode paths differently
 * (`file:///C:/a` and `file:///c%3A/a`), and both arrive here.
 */
export function canonicalUri(uri: string): string {
	return URI.parse(uri).toString();
}

/** Returns the URI of a file-system path. */
export function uriOfPath(path: string): string {
	return URI.file(path).toString();
}

/** Returns the file-system path of a `file:` URI, in the form of this platform. */
export function pathOfUri(uri: string): string {
	return URI.parse(uri).fsPath;
}

/** Returns the URI of something below `uri`; `relative` is written with `/`. */
export function joinUri(uri: string, relative: string): string {
	return Utils.joinPath(URI.parse(uri), relative).toString();
}

/** Returns the path from `root` to `uri` with `/`, or the whole path where `uri` is not below `root`. */
export function relativePath(root: string, uri: string): string {
	const base = `${URI.parse(root).path.replace(/\/$/, '')}/`;
	const { path } = URI.parse(uri);
	return path.startsWith(base) ? path.slice(base.length) : path;
}

/** True where `uri` is `root` or lies below it. */
export function isBelow(root: string, uri: string): boolean {
	const base = URI.parse(root).path.replace(/\/$/, '');
	const { path } = URI.parse(uri);
	return path === base || path.startsWith(`${base}/`);
}

/** Returns a test that is true for URIs that are, or lie below, one of `roots`, however many those are. */
export function belowAny(roots: readonly string[]): (uri: string) => boolean {
	const paths = new Set(roots.map((root) => URI.parse(root).path.replace(/\/$/, '')));
	return (uri) => {
		let { path } = URI.parse(uri);
		while (!paths.has(path)) {
			const end = path.lastIndexOf('/');
			if (end === -1) return false;
			path = path.slice(0, end);
		}
		return true;
	};
}

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

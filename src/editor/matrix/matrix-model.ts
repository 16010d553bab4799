/** What the matrix shows, in words and ids only: it crosses into the webview as it is. */
export interface MatrixModel {
	readonly projects: readonly MatrixProject[];
	readonly words: MatrixWords;
}

export interface MatrixProject {
	readonly root: string;
	readonly name: string;
	readonly columns: readonly MatrixColumn[];
	readonly rows: readonly MatrixRow[];
	/** Databases without a migrations table: named, and kept out of the table. */
	readonly notInitialised: readonly string[];
	/** Databases that nobody connected to in this window. */
	readonly notRead: readonly string[];
}

export interface MatrixColumn {
	readonly name: string;
	readonly state: string;
	readonly fault: boolean;
}

export interface MatrixRow {
	readonly label: string;
	/** Absent where the file is gone. */
	readonly uri?: string;
	/** One for each column; absent where a database does not know the migration. */
	readonly cells: readonly (MatrixCell | undefined)[];
}

export interface MatrixCell {
	/** A class of the style sheet: the state, with hyphens. */
	readonly kind: string;
	readonly label: string;
	readonly note?: string;
}

/** The words of the page itself, in the user's language. */
export interface MatrixWords {
	readonly title: string;
	readonly migration: string;
	readonly unknown: string;
	readonly empty: string;
	readonly notInitialised: string;
	readonly notRead: string;
	readonly connect: string;
	readonly refresh: string;
}

/** What the page asks of the extension. */
export type FromMatrix =
	| { readonly type: 'ready' }
	| { readonly type: 'refresh' }
	| { readonly type: 'open'; readonly uri: string }
	| { readonly type: 'connect'; readonly root: string; readonly name: string };

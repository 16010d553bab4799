/** What a run reports while it goes, for every face to render alike. Plain data. */
export type RunEvent =
	/** Told about once a second. After `limitMs` the run gives up. */
	| {
			readonly type: 'waiting for lock';
			readonly holder?: string;
			readonly elapsedMs: number;
			readonly limitMs: number;
	  }
	/** How far a replay on a shadow is, in migrations. */
	| { readonly type: 'replayed'; readonly done: number; readonly total: number }
	| { readonly type: 'backup'; readonly path: string; readonly bytes: number }
	| { readonly type: 'plan'; readonly action: 'apply' | 'revert'; readonly versions: readonly string[] }
	| { readonly type: 'migration started'; readonly version: string; readonly name: string; readonly statements: number }
	| { readonly type: 'statement done'; readonly version: string; readonly index: number; readonly ms: number }
	/** What a migration printed or what is to be said of it: whole lines, without the last line's end. */
	| { readonly type: 'output'; readonly version: string; readonly text: string }
	| { readonly type: 'migration done'; readonly version: string; readonly name: string; readonly ms: number }
	| {
			readonly type: 'migration failed';
			readonly version: string;
			readonly name: string;
			readonly failure: RunFailure;
	  };

/** Why a migration did not go through, and where. */
export interface RunFailure {
	/** What, why and what to do, for people. */
	readonly message: string;
	readonly version?: string;
	/** The document and the UTF-16 range in it of the statement that failed. */
	readonly uri?: string;
	readonly range?: { readonly start: number; readonly end: number };
	readonly statement?: string;
	/** The database's own code: SQLSTATE or SQLITE_…. */
	readonly code?: string;
}

/** How a run ended. Everything done before a failure stays done and recorded; what failed left nothing behind. */
export interface RunReport {
	readonly action: 'apply' | 'revert';
	readonly done: readonly { readonly version: string; readonly name: string; readonly ms: number }[];
	/** Pending (or to be reverted) migrations that were not begun. */
	readonly notReached: readonly string[];
	readonly failure?: RunFailure;
	/** Broken off by a person before everything was done. */
	readonly cancelled: boolean;
	/** The migration that was in hand when the run was cancelled; absent where none was. */
	readonly brokenOff?: BrokenOff;
	readonly backup?: string;
}

/** What became of a migration that was broken off. */
export interface BrokenOff {
	readonly version: string;
	readonly name: string;
	/** 0: it was rolled back. More: it cannot run in one transaction, and so many of its statements are done and stay. */
	readonly statementsKept: number;
}

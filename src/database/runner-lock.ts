/** The right to be the only runner on a database. It ends with the process, however that ends. */
export interface RunnerLock {
	/** False where the lock was lost: the connection broke, or a pooler gave this session to somebody else. */
	held(): Promise<boolean>;
	release(): Promise<void>;
}

/** An attempt to get the lock: the lock, or who has it as far as that is known. */
export type LockAttempt = { readonly lock: RunnerLock } | { readonly holder: string | undefined };

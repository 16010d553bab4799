/** What was asked needs a process or a database, and the workspace is not trusted. */
class NotTrustedError extends Error {
	constructor() {
		super(
			'This workspace is not trusted, so Plumbline reads its migrations and nothing else: no database is opened and no program started. Trust the workspace to go on.',
		);
		this.name = 'NotTrustedError';
	}
}

/** Whether the client said that the workspace is trusted. It can become so once, and never stops being so. */
export class Trust {
	#granted: boolean;
	readonly #listeners: (() => void)[] = [];

	constructor(granted: boolean) {
		this.#granted = granted;
	}

	get granted(): boolean {
		return this.#granted;
	}

	grant(): void {
		if (this.#granted) return;
		this.#granted = true;
		for (const listener of this.#listeners) listener();
	}

	onGranted(listener: () => void): void {
		this.#listeners.push(listener);
	}

	/** @throws NotTrustedError */
	demand(): void {
		if (!this.#granted) throw new NotTrustedError();
	}
}

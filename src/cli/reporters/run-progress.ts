import { Presets, SingleBar } from 'cli-progress';
import type { RunEvent } from '../../run/events.ts';
import type { Terminal } from '../terminal.ts';

/** Shows a run while it goes: a bar on a terminal, a line a migration elsewhere; always on standard error. */
export class RunProgress {
	readonly #terminal: Terminal;
	readonly #bar: SingleBar | undefined;
	#done = 0;

	constructor(steps: number, terminal: Terminal) {
		this.#terminal = terminal;
		if (!terminal.interactive || steps === 0) return;
		const format = '  {bar} {value}/{total}  {step}';
		this.#bar = new SingleBar(
			{ format, clearOnComplete: true, hideCursor: true, stream: process.stderr },
			Presets.rect,
		);
		this.#bar.start(steps, 0, { step: '' });
	}

	show(event: RunEvent): void {
		switch (event.type) {
			case 'waiting for lock':
				this.#line(`waiting for the lock${event.holder === undefined ? '' : ` held by ${event.holder}`}`);
				break;
			case 'backup':
				this.#line(`backup written to ${event.path} (${formatBytes(event.bytes)})`);
				break;
			case 'output':
				this.#line(`${event.version} │ ${event.text.trimEnd()}`);
				break;
			case 'migration started':
				this.#bar?.update(this.#done, { step: `${event.version} ${event.name}` });
				break;
			case 'migration done':
				this.#done += 1;
				this.#bar?.update(this.#done);
				if (this.#bar === undefined) this.#line(`${event.version} ${event.name} (${event.ms.toFixed(0)} ms)`);
				break;
		}
	}

	stop(): void {
		this.#bar?.stop();
	}

	/** A line above the bar, which is drawn again below it. */
	#line(text: string): void {
		if (this.#bar !== undefined) process.stderr.write('\r\x1b[K');
		this.#terminal.tell(`  ${text}`);
	}
}

function formatBytes(bytes: number): string {
	return bytes < 1024 * 1024 ? `${Math.ceil(bytes / 1024)} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

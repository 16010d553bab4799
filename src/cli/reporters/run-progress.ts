import { Presets, SingleBar } from 'cli-progress';
import type { RunEvent } from '../../run/events.ts';
import type { Terminal } from '../terminal.ts';

/** Shows a run while it goes: a bar on a terminal, a line a migration elsewhere; always on standard error. */
export class RunProgress {
	readonly #terminal: Terminal;
	readonly #bar: SingleBar | undefined;
	#done = 0;
	#waits = false;

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
				this.#tellWaiting(event);
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

	/** Says something while the run goes on. */
	tell(text: string): void {
		this.#line(text);
	}

	stop(): void {
		this.#bar?.stop();
	}

	/** Once: it is told about every second, and says nothing new. */
	#tellWaiting({ holder, limitMs }: Extract<RunEvent, { type: 'waiting for lock' }>): void {
		if (this.#waits) return;
		this.#waits = true;
		const who = holder === undefined ? 'another run on this database' : `another run on this database (${holder})`;
		this.#line(`waiting for ${who}, ${Math.ceil(limitMs / 1000)} s at most; Ctrl+C to stop`);
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

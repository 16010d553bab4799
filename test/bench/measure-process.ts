import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';

export interface Measured {
	/** From start to end, in ms. */
	readonly wall: number;
	/** Of the largest process among it and those that it started, in bytes; undefined where the system has no /proc. */
	readonly peakMemory: number | undefined;
	readonly status: number | null;
}

/** How often memory is looked at, in ms. The kernel keeps the peak, so only growth after the last look is missed. */
const LOOK_EVERY_MS = 20;

/** Runs a command to its end, its output thrown away. */
export async function measureProcess(command: string, args: readonly string[], cwd: string): Promise<Measured> {
	const began = performance.now();
	const child = spawn(command, args, { cwd, stdio: 'ignore' });
	let peakMemory: number | undefined;
	const look = setInterval(() => {
		const peak = child.pid === undefined ? undefined : peakOfTree(child.pid);
		if (peak !== undefined) peakMemory = Math.max(peak, peakMemory ?? 0);
	}, LOOK_EVERY_MS);
	try {
		await once(child, 'exit');
	} finally {
		clearInterval(look);
	}
	return { wall: performance.now() - began, peakMemory, status: child.exitCode };
}

/** VmHWM is the peak resident size: https://man7.org/linux/man-pages/man5/proc_pid_status.5.html */
function peakOfTree(pid: number): number | undefined {
	try {
		const kilobytes = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
		const children = readdirSync(`/proc/${pid}/task`).flatMap((task) =>
			readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').split(' ').filter(Boolean).map(Number),
		);
		const peaks = children.map(peakOfTree).filter((peak) => peak !== undefined);
		return Math.max(Number(kilobytes ?? 0) * 1024, ...peaks);
	} catch {
		// It has ended meanwhile, or this system has no /proc.
		return undefined;
	}
}

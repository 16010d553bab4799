import { setImmediate as nextRound } from 'node:timers/promises';

/**
 * Resolves once everything that had been sent to this process was taken in, such as a request to cancel: SQLite works synchronously, and
 * nothing comes in meanwhile. One round of the event loop is not enough: one that is under way may have looked for messages already
 * (https://nodejs.org/en/learn/asynchronous-work/event-loop-timers-and-nexttick).
 */
export async function letMessagesIn(): Promise<void> {
	await nextRound();
	await nextRound();
}

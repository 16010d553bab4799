/** The worker process: everything that touches a database or runs user code, behind the messages of `protocol.ts`. */
import { WorkerHost } from './host.ts';

const host = new WorkerHost((message) => {
	// A parent that is gone reads nothing more; `disconnect` tells the host.
	if (process.connected) process.send?.(message);
});

process.on('message', (message) => host.receive(message));
process.on('disconnect', () => {
	// The migration in hand is finished with its entry; no other begins.
	host.finish().then(
		() => process.exit(0),
		() => process.exit(1),
	);
});
// Ctrl+C in a terminal reaches the whole process group: what to do about it is the parent's to say.
process.on('SIGINT', () => undefined);
process.send?.({ type: 'ready' });

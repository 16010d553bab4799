import type { Readable } from 'node:stream';

/** Yields the lines of a stream; an end in the middle of a line, or a stream that was closed, ends it quietly. */
export async function* linesOf(stream: Readable): AsyncGenerator<string> {
	let rest = '';
	const chunks = stream.setEncoding('utf8')[Symbol.asyncIterator]();
	for (;;) {
		let chunk: IteratorResult<string>;
		try {
			chunk = await chunks.next();
		} catch (error) {
			if (stream.destroyed) return;
			throw error;
		}
		if (chunk.done === true) return;
		const lines = (rest + chunk.value).split('\n');
		rest = lines.pop() ?? '';
		yield* lines;
	}
}

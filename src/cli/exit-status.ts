/** 0: in order. 1: the command's own question is answered no. 2: it could not do what was asked. */
export type ExitStatus = 0 | 1 | 2;

/** What a person asked for cannot be done, for a reason that the message says along with what to do. Ends with status 2. */
export class UsageError extends Error {
	override readonly name = 'UsageError';
}

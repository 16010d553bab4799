/** A request that cannot be carried out as it was asked. The message says what to do. */
export class SessionError extends Error {
	override readonly name = 'SessionError';
	readonly reason:
		| 'unknown environment'
		| 'several databases'
		| 'no directory'
		| 'several directories'
		| 'not confirmed'
		| 'variable not set'
		| 'no such file'
		| 'invalid configuration';

	constructor(reason: SessionError['reason'], message: string) {
		super(message);
		this.reason = reason;
	}
}

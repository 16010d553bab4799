import { type CancellationToken, type Connection, LSPErrorCodes, ResponseError } from 'vscode-languageserver/node';
import { rulePage } from '../lint/rule-page.ts';
import type { Databases } from './databases.ts';
import { explained, type Log } from './log.ts';
import { type Projects, UnknownTargetError } from './projects.ts';
import type { ServerNotifications, ServerRequests } from './protocol.ts';
import type { TrustedWorker } from './trusted-worker.ts';

export interface RequestParts {
	readonly connection: Connection;
	readonly projects: Projects;
	readonly databases: Databases;
	readonly worker: TrustedWorker;
	readonly log: Log;
}

type Method = keyof ServerRequests;
type Answer<M extends Method> = (
	params: ServerRequests[M]['params'],
	signal: AbortSignal,
) => Promise<ServerRequests[M]['result']>;

/** Answers the `plumbline/*` requests of the protocol. */
export function answerRequests(parts: RequestParts): void {
	const { projects, databases, worker } = parts;
	const answers: { readonly [M in Method]: Answer<M> } = {
		'plumbline/projects': async () => {
			await projects.settled();
			return projects.all.map((project) => project.summary());
		},
		'plumbline/refresh': async ({ root, environment }, signal) => {
			await projects.settled();
			return databases.refresh(projects.byRoot(root), environment, { signal });
		},
		'plumbline/plan': async (params, signal) => worker.request('plan', params, { signal }),
		'plumbline/apply': async (params, signal) => run(parts, 'up', params, signal),
		'plumbline/revert': async (params, signal) => run(parts, 'down', params, signal),
		'plumbline/verify': async (params, signal) => verify(parts, params, signal),
		'plumbline/rulePage': async ({ rule }) => {
			const page = rulePage(rule);
			if (page === undefined) throw new UnknownTargetError(`There is no rule "${rule}".`);
			return page;
		},
	};
	for (const method of Object.keys(answers) as Method[]) answer(parts, method, answers[method] as Answer<Method>);
}

/** Errors reach the client with their message, which is fit for a person; the log keeps where they came from. */
function answer<M extends Method>({ connection, log }: RequestParts, method: M, respond: Answer<M>): void {
	connection.onRequest(
		method,
		async (params: ServerRequests[M]['params'], token: CancellationToken): Promise<unknown> => {
			try {
				return await respond(params, signalOf(token));
			} catch (error) {
				log.warn(`${method}: ${explained(error)}`);
				const [name, message] = error instanceof Error ? [error.name, error.message] : ['Error', String(error)];
				throw new ResponseError(LSPErrorCodes.RequestFailed, message, { name });
			}
		},
	);
}

async function run(
	parts: RequestParts,
	method: 'up' | 'down',
	{ token, ...request }: ServerRequests['plumbline/apply']['params'],
	signal: AbortSignal,
): Promise<ServerRequests['plumbline/apply']['result']> {
	const project = parts.projects.byRoot(request.root);
	try {
		return await parts.worker.request(method, request, { signal, onEvent: eventsTo(parts, token) });
	} finally {
		await refreshAfter(parts, () => parts.databases.ran(project, request.environment));
	}
}

/** Without a name, what may be read without asking is verified, one environment after the other. */
async function verify(
	parts: RequestParts,
	{ root, environment, token }: ServerRequests['plumbline/verify']['params'],
	signal: AbortSignal,
): Promise<ServerRequests['plumbline/verify']['result']> {
	const { projects, databases, worker } = parts;
	const project = projects.byRoot(root);
	const onEvent = eventsTo(parts, token);
	const names = environment === undefined ? databases.readable(project) : [environment];
	const reports: ServerRequests['plumbline/verify']['result'][] = [];
	for (const name of names) {
		if (signal.aborted) break;
		reports.push(await worker.request('verify', { root, environment: name }, { signal, onEvent }));
	}
	await refreshAfter(parts, () => databases.proved(project, reports.flat()));
	return reports.flat();
}

/** The answer stands whether or not the databases can be read again afterwards. */
async function refreshAfter({ log }: RequestParts, refresh: () => Promise<void>): Promise<void> {
	try {
		await refresh();
	} catch (error) {
		log.warn(`The state could not be read afterwards: ${explained(error)}`);
	}
}

function eventsTo({ connection }: RequestParts, token: string) {
	return (database: string, event: ServerNotifications['plumbline/runEvent']['event']): void => {
		const notification: ServerNotifications['plumbline/runEvent'] = { token, database, event };
		void connection.sendNotification('plumbline/runEvent', notification);
	};
}

function signalOf(token: CancellationToken): AbortSignal {
	const controller = new AbortController();
	if (token.isCancellationRequested) controller.abort();
	token.onCancellationRequested(() => controller.abort());
	return controller.signal;
}

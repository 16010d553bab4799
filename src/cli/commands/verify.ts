import type { VerifyReport } from '../../worker/protocol.ts';
import type { ExitStatus } from '../exit-status.ts';
import { checkEnvironment, openCommandProject, type ProjectOptions, withWorker } from '../open-project.ts';
import { Places } from '../reporters/places.ts';
import { printVerifyReports } from '../reporters/verify-report.ts';
import type { Terminal } from '../terminal.ts';

export interface VerifyOptions extends ProjectOptions {
	readonly env?: string;
	readonly format: 'pretty' | 'json';
}

/** `plumbline verify`: the gate before a deploy. 1 where a proof fails, 2 where one could not be made. */
export async function verify(
	_paths: readonly string[],
	options: VerifyOptions,
	terminal: Terminal,
): Promise<ExitStatus> {
	const project = await openCommandProject(options, terminal);
	if (options.env !== undefined) checkEnvironment(project, options.env);
	const reports = await withWorker((worker) =>
		worker.request('verify', { root: project.root, ...(options.env && { environment: options.env }) }),
	);
	const evidence = reports.flatMap(({ proofs }) => proofs.flatMap((proof) => proof.evidence));
	const places = await Places.of(evidence);
	if (options.format === 'json') {
		terminal.print(
			JSON.stringify(
				reports.map((report) => withPlaces(report, places)),
				undefined,
				'\t',
			),
		);
	} else printVerifyReports(reports, { places, pathOf: (uri) => project.pathOf(uri) }, terminal);
	if (reports.some(({ verdict }) => verdict === 'failed')) return 1;
	return reports.every(({ verdict }) => verdict === 'proved') ? 0 : 2;
}

/** The report with line and column of its evidence beside the offsets. */
function withPlaces(report: VerifyReport, places: Places): object {
	const proofs = report.proofs.map((proof) => ({
		...proof,
		evidence: proof.evidence.map((one) => ({ ...one, ...places.at(one) })),
	}));
	return { ...report, proofs };
}

import type { Convention } from './convention.ts';
import { conventions } from './conventions/all.ts';
import { findMarkers, markerFamilies } from './section-markers.ts';

/** What a folder's names and texts say about its convention. */
export interface DetectedConvention {
	readonly convention: Convention;
	/** One sentence each. */
	readonly evidence: readonly string[];
	/** The second guess where the folder can be read in two ways; absent where the detection is sure. */
	readonly otherGuess?: Convention;
}

interface Claim {
	readonly convention: Convention;
	readonly names: readonly string[];
}

/** With fewer strays than this among its names, the convention that says more of them is taken. */
const sureShare = 0.9;
/** With fewer names than this it is not worth mentioning. */
const worthMentioning = 0.3;

/**
 * Weighs the file names of a folder (as `Convention.parseName` wants them), and optionally the texts of some SQL files,
 * against all conventions. Returns undefined where no name is that of a migration.
 */
export function detectConvention(
	fileNames: readonly string[],
	sampleTexts: readonly string[] = [],
): DetectedConvention | undefined {
	const claims = conventions.map((convention) => ({ convention, names: namesOf(convention, fileNames) }));
	const most = Math.max(...claims.map(({ names }) => names.length));
	if (most === 0) return undefined;
	const [closest] = claims.filter(({ names }) => names.length >= most * sureShare);
	const widest = claims.find(({ names }) => names.length === most);
	const other = claims.find(({ names }) => names.length >= most * worthMentioning);
	const claim = closest ?? widest;
	if (claim === undefined) return undefined;
	const { convention } = claim;
	const evidence = [says(claim, fileNames.length), ...markerEvidence(sampleTexts)];
	if (other === undefined || claims.indexOf(other) >= claims.indexOf(claim)) return { convention, evidence };
	const unsure = `Unsure: ${says(other, fileNames.length)} Set "convention" in plumbline.json to decide.`;
	return { convention, evidence: [...evidence, unsure], otherGuess: other.convention };
}

/** Downgrades without a single upgrade are the halves of another convention. */
function namesOf(convention: Convention, fileNames: readonly string[]): readonly string[] {
	const names = fileNames.filter((name) => convention.parseName(name) !== undefined);
	return names.some((name) => convention.parseName(name)?.half !== 'downgrade') ? names : [];
}

function says({ convention, names }: Claim, total: number): string {
	const span = names.length === 1 ? names[0] : `${names[0]} … ${names.at(-1)}`;
	return `${names.length} of ${total} file names read as ${convention.label} (${convention.id}): ${span}.`;
}

function markerEvidence(texts: readonly string[]): readonly string[] {
	const found = texts.map((text) => findMarkers(text)?.family);
	return markerFamilies.flatMap((family) => {
		const { length } = found.filter((each) => each === family);
		const { upgrade, downgrade } = family;
		return length === 0
			? []
			: [`${length} of ${texts.length} texts are divided by \`${upgrade}\` and \`${downgrade}\`.`];
	});
}

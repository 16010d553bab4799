import type { FromMatrix, MatrixModel } from '../matrix/matrix-model.ts';
import { keepFocus, moveInGrid } from './grid-keys.ts';
import { renderProject } from './render-project.ts';

declare function acquireVsCodeApi(): { postMessage(message: FromMatrix): void };

const vscode = acquireVsCodeApi();
const main = document.getElementById('matrix');

window.addEventListener('message', ({ data }: MessageEvent<MatrixModel>) => render(data));
main?.addEventListener('keydown', (event) => moveInGrid(event));
main?.addEventListener('click', (event) => ask(event.target));
vscode.postMessage({ type: 'ready' });

function render({ projects, words }: MatrixModel): void {
	if (main === null) return;
	const restore = keepFocus(main);
	const header = document.createElement('header');
	const heading = document.createElement('h1');
	heading.textContent = words.title;
	const refresh = document.createElement('button');
	refresh.textContent = words.refresh;
	refresh.dataset.ask = JSON.stringify({ type: 'refresh' } satisfies FromMatrix);
	header.append(heading, refresh);
	const several = projects.length > 1;
	main.replaceChildren(header, ...projects.map((project) => renderProject(project, words, several)));
	restore();
}

/** What can be clicked carries its message with it. */
function ask(target: EventTarget | null): void {
	const asking = target instanceof Element ? target.closest<HTMLElement>('[data-ask]') : null;
	if (asking?.dataset.ask !== undefined) vscode.postMessage(JSON.parse(asking.dataset.ask) as FromMatrix);
}

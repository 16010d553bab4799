/** The language server as a process of its own: `--stdio` for any editor, `--node-ipc` for VS Code. */
import { createConnection, ProposedFeatures } from 'vscode-languageserver/node';
import { findAssets } from '../project/assets.ts';
import { diskFiles } from '../project/file-system.ts';
import { findProjectRoots } from '../project/find-roots.ts';
import { openProject } from '../project/project.ts';
import { releasedFiles } from '../project/released.ts';
import { WorkerClient } from '../worker/client.ts';
import { connect } from './connect.ts';

connect(createConnection(ProposedFeatures.all), {
	files: diskFiles,
	findRoots: (folders) => findProjectRoots(folders),
	openProject: (root, trusted) => openProject(root, trusted ? { released: releasedFiles } : {}),
	trustProject: (project) => project.trust(releasedFiles),
	createWorker: () => new WorkerClient(findAssets().worker),
});

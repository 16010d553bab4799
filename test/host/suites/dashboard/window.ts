import { copyDashboard } from '../../../../examples/copy-dashboard.ts';
import type { HostWindow } from '../../host-window.ts';

/** The example, in a copy of its own: no git there, so that no migration counts as released. */
export const hostWindow: HostWindow = {
	fill: async (folder) => {
		copyDashboard(folder);
	},
	open: 'dashboard',
};

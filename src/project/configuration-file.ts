/** The file that configures a project and marks its root. */
export const CONFIGURATION_FILE = 'plumbline.json';

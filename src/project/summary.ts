/** A project as faces list it. Plain data. */
export interface ProjectSummary {
	/** URI of the project root. */
	readonly root: string;
	readonly name: string;
	readonly directories: readonly DirectorySummary[];
	readonly environments: readonly EnvironmentSummary[];
	/** What is wrong with the configuration, or could not be read, one sentence each. */
	readonly problems: readonly string[];
}

export interface DirectorySummary {
	readonly uri: string;
	readonly convention: string;
	readonly dialect: string;
	readonly migrations: number;
}

export interface EnvironmentSummary {
	readonly name: string;
	readonly label: string;
	readonly protected: boolean;
	/** False for databases that are only contacted when the user connects them. */
	readonly local: boolean;
}

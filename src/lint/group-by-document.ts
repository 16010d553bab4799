/** Groups what lies in documents by their URI, in the order of appearance. (`Map.groupBy` came with Node 21.) */
export function groupByDocument<T extends { readonly uri: string }>(
	items: readonly T[],
): ReadonlyMap<string, readonly T[]> {
	const groups = new Map<string, T[]>();
	for (const item of items) {
		const group = groups.get(item.uri);
		if (group === undefined) groups.set(item.uri, [item]);
		else group.push(item);
	}
	return groups;
}

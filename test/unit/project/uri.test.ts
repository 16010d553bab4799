import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { belowAny, canonicalUri, isBelow, joinUri, relativePath } from '../../../src/project/uri.ts';

describe('URIs of a project', () => {
	it('spells a Windows drive in one way, however it arrives', () => {
		assert.equal(
			canonicalUri('file:///C:/My%20Project/001_a.sql'),
			canonicalUri('file:///c%3A/My%20Project/001_a.sql'),
		);
	});

	it('shows paths relative to the root, decoded', () => {
		const root = 'file:///c%3A/My%20Project';
		assert.equal(relativePath(root, joinUri(root, 'migrations/001 first.sql')), 'migrations/001 first.sql');
		assert.equal(relativePath(root, 'file:///c%3A/My%20Project%202/x.sql'), '/c:/My Project 2/x.sql');
	});

	it('tells what lies below a folder from what only begins like it', () => {
		assert.ok(isBelow('file:///a/b', 'file:///a/b/c.sql'));
		assert.ok(isBelow('file:///a/b/', 'file:///a/b'));
		assert.ok(!isBelow('file:///a/b', 'file:///a/bc/c.sql'));
	});

	it('tells the same of many folders at once', () => {
		const roots = ['file:///a/b/', 'file:///c%3A/My%20Project', 'file:///z/one.sql'];
		const inside = ['file:///a/b', 'file:///a/b/c/d.sql', 'file:///c%3A/My%20Project/x.sql', 'file:///z/one.sql'];
		const outside = ['file:///a/bc/c.sql', 'file:///a', 'file:///c%3A/My%20Project%202/x.sql', 'file:///z/two.sql'];
		for (const uri of [...inside, ...outside]) {
			assert.equal(
				belowAny(roots)(uri),
				roots.some((root) => isBelow(root, uri)),
				uri,
			);
			assert.equal(belowAny(roots)(uri), inside.includes(uri), uri);
		}
		assert.ok(belowAny(['file:///'])('file:///a'));
		assert.ok(!belowAny([])('file:///a'));
	});
});

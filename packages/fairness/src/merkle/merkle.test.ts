import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Bytes, u32 } from '../bytes/bytes.ts';
import { checkPath, pathLength } from './path.ts';
import { buildTree, leafHash, nodeHash, pathOf, rootOf } from './tree.ts';

/** RFC 6962 section 2.1 as it is written there: split at the largest power of two below n. */
function recursiveRoot(leaves: readonly Bytes[]): Bytes {
  if (leaves.length < 2) return rootOf(leaves);
  const split = 2 ** Math.floor(Math.log2(leaves.length - 1));
  return nodeHash(recursiveRoot(leaves.slice(0, split)), recursiveRoot(leaves.slice(split)));
}

const leavesOf = (n: number) => Array.from({ length: n }, (_, i) => leafHash(u32(i)));

test('[FAIR-2] the tree is RFC 6962’s at every size up to 130', () => {
  for (let n = 0; n <= 130; n++) expect(rootOf(leavesOf(n)), `${n} leaves`).toEqual(recursiveRoot(leavesOf(n)));
});

test('[FAIR-2] every leaf’s path holds, and none of another length, index, size or content', () => {
  const place = fc.integer({ min: 1, max: 420 }).chain((size) => fc.tuple(fc.constant(size), fc.nat({ max: size - 1 })));
  fc.assert(
    fc.property(place, fc.nat(), ([size, index], n) => {
      const leaves = leavesOf(size);
      const tree = buildTree(leaves);
      const [leaf, path, root] = [leaves[index] as Bytes, pathOf(tree, index), rootOf(leaves)];
      const other = (index + 1 + (n % size)) % size;
      const holds = checkPath(leaf, index, size, path, root).ok && path.length === pathLength(index, size);
      const surplus = checkPath(leaf, index, size, [...path, root], root).ok;
      const short = path.length > 0 && checkPath(leaf, index, size, path.slice(1), root).ok;
      const moved = other !== index && checkPath(leaf, other, size, path, root).ok;
      const bent = path.length > 0 && checkPath(leaf, index, size, path.with(n % path.length, leaf), root).ok;
      return holds && !surplus && !short && !moved && !bent;
    }),
    { numRuns: 60 },
  );
});

/** Checking an audit path (RFC 9162 section 2.1.3.2 walks it for RFC 6962's tree), at exactly the length it must have. */
import { ok, type Result } from '@aboveboard/kit';
import { type Bytes, equalBytes } from '../bytes/bytes.ts';
import { type Fault, refuse } from '../fault.ts';
import { nodeHash } from './tree.ts';

/** For each level with a sibling, whether that sibling stands left of the walked node. Levels without one are passed by. */
function siblingSides(index: number, size: number): boolean[] {
  const sides: boolean[] = [];
  for (let i = index, last = size - 1; last > 0; i = Math.floor(i / 2), last = Math.floor(last / 2)) {
    if (i % 2 === 1) sides.push(true);
    else if (i < last) sides.push(false);
  }
  return sides;
}

/** How many hashes RFC 6962's path of leaf `index` in a tree of `size` leaves has. */
export function pathLength(index: number, size: number): number {
  return siblingSides(index, size).length;
}

/** @returns PATH_LENGTH for a path of another length than RFC 6962's, WRONG_ROOT where it leads elsewhere. */
export function checkPath(leaf: Bytes, index: number, size: number, path: readonly Bytes[], root: Bytes): Result<void, Fault> {
  const sides = siblingSides(index, size);
  if (path.length !== sides.length) {
    return refuse('PATH_LENGTH', `a path of ${path.length} hashes; leaf ${index} of ${size} has ${sides.length}`);
  }
  const reached = path.reduce((hash, sibling, i) => (sides[i] ? nodeHash(sibling, hash) : nodeHash(hash, sibling)), leaf);
  return equalBytes(reached, root) ? ok(undefined) : refuse('WRONG_ROOT', 'the path does not lead to the sealed root');
}

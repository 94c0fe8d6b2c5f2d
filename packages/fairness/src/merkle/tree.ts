/** RFC 6962 Merkle trees over leaf hashes already made (section 2.1). */
import { assert } from '@aboveboard/kit';
import type { Bytes } from '../bytes/bytes.ts';
import { H } from '../bytes/hash.ts';

const LEAF = Uint8Array.of(0);
const NODE = Uint8Array.of(1);
const EMPTY_ROOT = H();

/** H(00 ‖ entry). */
export function leafHash(...entry: readonly Bytes[]): Bytes {
  return H(LEAF, ...entry);
}

export function nodeHash(left: Bytes, right: Bytes): Bytes {
  return H(NODE, left, right);
}

/**
 * All complete levels, leaves first; an unpaired last node moves up unchanged, which gives RFC 6962's shape:
 * each left subtree is the largest power of two smaller than the whole.
 */
export type Tree = readonly (readonly Bytes[])[];

export function buildTree(leaves: readonly Bytes[]): Tree {
  const levels: (readonly Bytes[])[] = [leaves];
  for (let level = leaves; level.length > 1; ) {
    const above: Bytes[] = [];
    for (let i = 0; i + 1 < level.length; i += 2) above.push(nodeHash(level[i] as Bytes, level[i + 1] as Bytes));
    if (level.length % 2 === 1) above.push(level[level.length - 1] as Bytes);
    levels.push(above);
    level = above;
  }
  return levels;
}

export function treeRoot(tree: Tree): Bytes {
  return tree[tree.length - 1]?.[0] ?? EMPTY_ROOT;
}

/** The audit path of one leaf, from its sibling up. */
export function pathOf(tree: Tree, index: number): Bytes[] {
  assert(index >= 0 && index < (tree[0]?.length ?? 0), `no leaf ${index}`);
  const path: Bytes[] = [];
  for (let level = 0, i = index; level < tree.length - 1; level++, i >>= 1) {
    const sibling = tree[level]?.[i ^ 1];
    if (sibling) path.push(sibling);
  }
  return path;
}

export function rootOf(leaves: readonly Bytes[]): Bytes {
  return treeRoot(buildTree(leaves));
}

/** House games: server seeds promised a thousand at a time to one player and game, one shown per round as it settles. */
import { ok, type Result } from '@aboveboard/kit';
import { type Bytes, sized, u16, u64 } from '../bytes/bytes.ts';
import { M, tag } from '../bytes/hash.ts';
import { Drbg } from '../drbg/drbg.ts';
import { type Fault, refuse } from '../fault.ts';
import { checkPath } from '../merkle/path.ts';
import { leafHash, rootOf } from '../merkle/tree.ts';

const MOST_SEEDS = 1024;

/** H(00 ‖ T"hs" ‖ epoch[16] ‖ u16 k ‖ server_seed). */
export function serverSeedLeaf(epoch: Bytes, k: number, serverSeed: Bytes): Bytes {
  return leafHash(tag('hs'), sized(epoch, 16, 'an epoch'), u16(k), sized(serverSeed, 32, 'a server seed'));
}

export interface SealedEpoch {
  readonly leaves: readonly Bytes[];
  readonly root: Bytes;
}

/** @returns leaves and root, or EPOCH_SIZE for more than 1 024 seeds. */
export function sealEpoch(epoch: Bytes, serverSeeds: readonly Bytes[]): Result<SealedEpoch, Fault> {
  if (serverSeeds.length > MOST_SEEDS) return refuse('EPOCH_SIZE', `${serverSeeds.length} seeds in one epoch`);
  const leaves = serverSeeds.map((seed, k) => serverSeedLeaf(epoch, k, seed));
  return ok({ leaves, root: rootOf(leaves) });
}

/** One server seed of an epoch, shown. */
export interface ServerSeedOpening {
  readonly epoch: Bytes;
  /** How many seeds the epoch holds. */
  readonly count: number;
  readonly k: number;
  readonly serverSeed: Bytes;
  readonly path: readonly Bytes[];
}

/** @returns its leaf, or EPOCH_SIZE, SLOT_RANGE, PATH_LENGTH, WRONG_ROOT. */
export function checkServerSeed(shown: ServerSeedOpening, root: Bytes): Result<Bytes, Fault> {
  const { epoch, count, k, serverSeed, path } = shown;
  if (count > MOST_SEEDS) return refuse('EPOCH_SIZE', `${count} seeds in one epoch`);
  if (!Number.isInteger(k) || k < 0 || k >= count) return refuse('SLOT_RANGE', `no round ${k} of ${count}`);
  const leaf = serverSeedLeaf(epoch, k, serverSeed);
  const checked = checkPath(leaf, k, count, path, root);
  return checked.ok ? ok(leaf) : checked;
}

/** M(server_seed, T"house" ‖ client_seed ‖ u64 k): the key of round k. */
export function roundKey(serverSeed: Bytes, clientSeed: Bytes, k: bigint): Bytes {
  return M(serverSeed, tag('house'), sized(clientSeed, 32, 'a client seed'), u64(k));
}

/** The stream a round draws its numbers from. */
export function roundDrbg(key: Bytes): Drbg {
  return new Drbg(key, 'house');
}

/** Inclusion proofs in a file (C2SP tlog-proof): index, audit path, and the cosigned checkpoint it leads to. */
import { ok, type Result } from '@aboveboard/kit';
import { parseBase64 } from '../bytes/base64.ts';
import type { Bytes } from '../bytes/bytes.ts';
import { type Fault, refuse } from '../fault.ts';
import { checkPath } from '../merkle/path.ts';
import { leafHash } from '../merkle/tree.ts';
import { type CheckedCheckpoint, checkCheckpoint, type WitnessPolicy } from './checkpoint.ts';

export interface InclusionProof {
  readonly index: number;
  readonly path: readonly Bytes[];
  /** The signed note. */
  readonly checkpoint: string;
}

const HEADER = 'c2sp.org/tlog-proof@v1';

/** @returns NOTE_FORM for other headers, an index not in its one spelling, or a hash that is not 32 bytes. */
export function parseProof(text: string): Result<InclusionProof, Fault> {
  const split = text.indexOf('\n\n');
  const [header, indexLine = '', ...hashes] = text.slice(0, split).split('\n');
  const [, digits] = /^index (0|[1-9][0-9]*)$/.exec(indexLine) ?? [];
  const path = hashes.map(parseBase64);
  const isForm = split >= 0 && header === HEADER && digits !== undefined && Number.isSafeInteger(Number(digits));
  if (!isForm || path.some((hash) => hash?.length !== 32)) return refuse('NOTE_FORM', 'not a tlog proof');
  return ok({ index: Number(digits), path: path as Bytes[], checkpoint: text.slice(split + 2) });
}

/** @returns where the entry stands and in which tree; or what is wrong with proof, checkpoint or path. */
export function checkInclusion(
  entry: Bytes,
  proofText: string,
  policy: WitnessPolicy,
): Result<CheckedCheckpoint & { index: number }, Fault> {
  const proof = parseProof(proofText);
  if (!proof.ok) return proof;
  const { index, path } = proof.value;
  const checkpoint = checkCheckpoint(proof.value.checkpoint, policy);
  if (!checkpoint.ok) return checkpoint;
  const { size, root } = checkpoint.value;
  if (index >= size) return refuse('NOTE_FORM', `entry ${index} in a tree of ${size}`);
  const led = checkPath(leafHash(entry), index, size, path, root);
  return led.ok ? ok({ ...checkpoint.value, index }) : led;
}

/** Checkpoints (C2SP tlog-checkpoint): a log's size and root, signed by the log and cosigned by its witnesses. */
import { ok, type Result } from '@aboveboard/kit';
import { parseBase64, toBase64 } from '../bytes/base64.ts';
import { type Bytes, concat, u64 } from '../bytes/bytes.ts';
import { utf8Bytes } from '../bytes/text.ts';
import { type Fault, refuse } from '../fault.ts';
import type { Origin } from '../hand-id.ts';
import { isSignedBy, publicKeyOf, sign } from '../signatures/ed25519.ts';
import { type Note, type NoteKey, type NoteSignature, noteKey, openNote, signaturesBy } from './note.ts';

export interface Checkpoint {
  readonly origin: string;
  readonly size: number;
  readonly root: Bytes;
}

/** The three lines that are signed: origin, size, root. */
export function checkpointText({ origin, size, root }: Checkpoint): string {
  return `${origin}\n${size}\n${toBase64(root)}\n`;
}

/** The log's own signature, key type 0x01, named as the origin. */
export function signCheckpoint(checkpoint: Checkpoint & { origin: Origin }, logSecret: Bytes): NoteSignature {
  const { name, id } = logKey(checkpoint.origin, publicKeyOf(logSecret));
  return { name, id, bytes: sign(utf8Bytes(checkpointText(checkpoint)), logSecret) };
}

export function logKey(origin: Origin, publicKey: Bytes): NoteKey {
  return noteKey(origin, 0x01, publicKey);
}

export function witnessKey(name: string, publicKey: Bytes): NoteKey {
  return noteKey(name, 0x04, publicKey);
}

/** A witness's cosignature (C2SP tlog-cosignature): `u64 time ‖ signature`, over the time and the checkpoint. */
export function cosign(text: string, timeS: bigint, name: string, secret: Bytes): NoteSignature {
  const { id } = witnessKey(name, publicKeyOf(secret));
  return { name, id, bytes: concat(u64(timeS), sign(cosignedMessage(text, timeS), secret)) };
}

function cosignedMessage(text: string, timeS: bigint): Bytes {
  return utf8Bytes(`cosignature/v1\ntime ${timeS}\n${text}`);
}

function isCosignature(key: NoteKey, text: string, { bytes }: NoteSignature): boolean {
  if (bytes.length !== 72) return false;
  const timeS = new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0);
  return isSignedBy(key.publicKey, cosignedMessage(text, timeS), bytes.slice(8));
}

/** Which log and which witnesses are believed, and how many of them must agree. */
export interface WitnessPolicy {
  readonly origin: Origin;
  readonly log: NoteKey;
  readonly witnesses: readonly NoteKey[];
  readonly quorum: number;
}

export interface CheckedCheckpoint extends Checkpoint {
  /** How many of the policy's witnesses cosigned. */
  readonly cosignatures: number;
}

/** @returns NOTE_FORM, BAD_SIGNATURE (also for one known witness whose line is false), or QUORUM. */
export function checkCheckpoint(noteText: string, policy: WitnessPolicy): Result<CheckedCheckpoint, Fault> {
  const note = openNote(noteText, policy.log);
  if (!note.ok) return note;
  const checkpoint = parseCheckpoint(note.value.text);
  if (!checkpoint.ok) return checkpoint;
  if (checkpoint.value.origin !== policy.origin) return refuse('NOTE_FORM', 'the checkpoint of another log');
  const witnesses = policy.witnesses.filter((key) => signaturesBy(note.value, key).length > 0);
  const liar = witnesses.find((key) => !cosigned(note.value, key));
  if (liar) return refuse('BAD_SIGNATURE', `the cosignature of ${liar.name} does not hold`);
  if (witnesses.length < policy.quorum) {
    return refuse('QUORUM', `${witnesses.length} witnesses cosigned; ${policy.quorum} are asked`);
  }
  return ok({ ...checkpoint.value, cosignatures: witnesses.length });
}

function cosigned(note: Note, key: NoteKey): boolean {
  return signaturesBy(note, key).every((signature) => isCosignature(key, note.text, signature));
}

/** Exactly three lines: extension lines would be bytes that mean nothing here. */
function parseCheckpoint(text: string): Result<Checkpoint, Fault> {
  const [, origin = '', size = '', encoded = ''] = /^([^\n]+)\n(0|[1-9][0-9]*)\n([^\n]+)\n$/.exec(text) ?? [];
  const root = parseBase64(encoded);
  if (root?.length !== 32 || !Number.isSafeInteger(Number(size))) return refuse('NOTE_FORM', 'not a checkpoint');
  return ok({ origin, size: Number(size), root });
}

/** Vectors of whole logs, notes, checkpoints and proofs. */
import { assert, ok, type Result } from '@aboveboard/kit';
import { toHex } from '../bytes/hex.ts';
import type { Fault } from '../fault.ts';
import { checkpointText, cosign, logKey, signCheckpoint, type WitnessPolicy, witnessKey } from '../log/checkpoint.ts';
import { formatNote, formatVerifierKey, type NoteKey, openNote, parseVerifierKey } from '../log/note.ts';
import { checkInclusion } from '../log/proof.ts';
import { walkLog } from '../log/walk-log.ts';
import { publicKeyOf } from '../signatures/ed25519.ts';
import { QUICKNET_CHECK } from './entry-vectors.ts';
import type { VectorCall } from './run-vectors.ts';
import type { VectorInput } from './vector-input.ts';

function log(input: VectorInput): ReturnType<VectorCall> {
  const walked = walkLog({
    origin: input.origin(),
    dealKey: input.hex('deal_public_key'),
    entries: input.hexes('entries'),
    promises: input
      .items('promises')
      .map((p) => ({ index: p.bigint('index'), leaf: p.hex('leaf'), signature: p.hex('signature') })),
    cutnotes: input.items('cutnotes').map((n) => ({ leaf: n.hex('leaf'), ck: n.hex('ck'), signature: n.hex('signature') })),
    beacon: QUICKNET_CHECK,
  });
  if (!walked.ok) return walked;
  const { leaves, root, validPromises, validCutnotes, hands } = walked.value;
  return ok({
    leaves: leaves.map(toHex),
    root: toHex(root),
    valid_promises: validPromises,
    valid_cutnotes: validCutnotes,
    hands: hands.map(({ open: { entry }, openIndex, closeIndex, status }) => {
      return { table: toHex(entry.table), hand_no: `${entry.handNo}`, open: openIndex, close: closeIndex, status };
    }),
  });
}

function checkpoint(input: VectorInput): ReturnType<VectorCall> {
  const [origin, secret] = [input.origin(), input.hex('log_secret')];
  const signed = { origin, size: input.number('size'), root: input.hex('root') };
  const text = checkpointText(signed);
  const witnesses = input.items('witnesses').map((witness) => {
    const [name, own] = [witness.text('name'), witness.hex('secret')];
    return { key: witnessKey(name, publicKeyOf(own)), line: cosign(text, BigInt(witness.number('time')), name, own) };
  });
  const signatures = [signCheckpoint(signed, secret), ...witnesses.map(({ line }) => line)];
  return ok({
    log_vkey: formatVerifierKey(logKey(origin, publicKeyOf(secret))),
    witness_vkeys: witnesses.map(({ key }) => formatVerifierKey(key)),
    note: formatNote({ text, signatures }),
  });
}

function keyOf(text: string): NoteKey {
  const key: Result<NoteKey, Fault> = parseVerifierKey(text);
  assert(key.ok, `not a verifier key: ${text}`);
  return key.value;
}

function proof(input: VectorInput): ReturnType<VectorCall> {
  const witnesses = (input.list('witness_vkeys') as string[]).map(keyOf);
  const quorum = input.number('quorum');
  const policy: WitnessPolicy = { origin: input.origin(), log: keyOf(input.text('log_vkey')), witnesses, quorum };
  const checked = checkInclusion(input.hex('entry'), input.text('proof'), policy);
  if (!checked.ok) return checked;
  const { index, size, root, cosignatures } = checked.value;
  return ok({ index, size, root: toHex(root), cosignatures, spare: cosignatures - quorum });
}

function note(input: VectorInput): ReturnType<VectorCall> {
  const key = keyOf(input.text('vkey'));
  const opened = openNote(input.text('note'), key);
  return opened.ok ? ok({ text: opened.value.text, name: key.name }) : opened;
}

export const LOG_VECTORS: Readonly<Record<string, VectorCall>> = { log, checkpoint, proof, note };

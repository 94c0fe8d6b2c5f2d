import { expect, test } from 'vitest';
import { toBase64 } from '../bytes/base64.ts';
import { u32 } from '../bytes/bytes.ts';
import { ORIGIN, seededRandom } from '../client/operator.fixture.ts';
import { buildTree, leafHash, pathOf, treeRoot } from '../merkle/tree.ts';
import { publicKeyOf } from '../signatures/ed25519.ts';
import { checkpointText, cosign, logKey, signCheckpoint, witnessKey } from './checkpoint.ts';
import { formatNote } from './note.ts';
import { checkInclusion, type InclusionProof, parseProof } from './proof.ts';

const random = seededRandom('log');
const [logSecret, ...witnessSecrets] = [random.bytes(32), random.bytes(32), random.bytes(32)] as const;
const names = ['one.example/w', 'two.example/w'];
const entries = Array.from({ length: 11 }, (_, i) => u32(i));
const tree = buildTree(entries.map((entry) => leafHash(entry)));
const checkpoint = { origin: ORIGIN, size: entries.length, root: treeRoot(tree) };

function cosignedBy(count: number): string {
  const text = checkpointText(checkpoint);
  const lines = witnessSecrets.slice(0, count).map((secret, i) => cosign(text, 1_790_000_000n, names[i] ?? '', secret));
  return formatNote({ text, signatures: [signCheckpoint(checkpoint, logSecret), ...lines] });
}

/** A proof's file, as C2SP tlog-proof writes it. */
function fileOf({ index, path, checkpoint }: InclusionProof): string {
  const hashes = path.map((hash) => `${toBase64(hash)}\n`).join('');
  return `c2sp.org/tlog-proof@v1\nindex ${index}\n${hashes}\n${checkpoint}`;
}

const policy = {
  origin: ORIGIN,
  log: logKey(ORIGIN, publicKeyOf(logSecret)),
  witnesses: witnessSecrets.map((secret, i) => witnessKey(names[i] ?? '', publicKeyOf(secret))),
  quorum: 2,
};

test('[FAIR-15] each entry of a log is proven by a file, under a checkpoint that enough witnesses cosigned', () => {
  for (const [index, entry] of entries.entries()) {
    const file = fileOf({ index, path: pathOf(tree, index), checkpoint: cosignedBy(2) });
    expect(parseProof(file)).toMatchObject({ ok: true, value: { index } });
    expect(checkInclusion(entry, file, policy)).toMatchObject({ ok: true, value: { index, cosignatures: 2 } });
    expect(checkInclusion(u32(99), file, policy)).toMatchObject({ error: { code: 'WRONG_ROOT' } });
  }
});

test('[FAIR-15] too few witnesses, or the checkpoint of another log, are no proof', () => {
  const file = fileOf({ index: 0, path: pathOf(tree, 0), checkpoint: cosignedBy(1) });
  expect(checkInclusion(entries[0] as Uint8Array, file, policy)).toMatchObject({ error: { code: 'QUORUM' } });
  const other = { ...policy, log: logKey(ORIGIN, publicKeyOf(random.bytes(32))) };
  expect(checkInclusion(entries[0] as Uint8Array, file, other)).toMatchObject({ error: { code: 'BAD_SIGNATURE' } });
});

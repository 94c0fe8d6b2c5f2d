/**
 * Streams whose entries are sealed: what passes through Redis between gateways and shards holds cards and tokens, and neither Redis nor its
 * files are to be able to read them.
 *
 * AES-256-GCM under a key of the sender's own, drawn from the cluster key and a salt of its life, with a counter for a nonce: no nonce is
 * used twice under one key, however many are sent. The name of the stream is bound in, so an entry cannot be moved to another one.
 * @see rules/CLUSTER.md CLUSTER-52
 */
import { createCipheriv, createDecipheriv, createSecretKey, hkdfSync, type KeyObject } from 'node:crypto';
import type { Random, Result } from '@aboveboard/kit';
import type { StreamEntry, StreamSpec, Streams } from '@aboveboard/streams';

/** An entry that was not sealed under this room's key, or was changed: nothing of it may be used. */
export class UnsealedEntry extends Error {
  override readonly name = 'UnsealedEntry';
}

/** Carries what only some may read; the others (events, the log's) are public, or hold nothing that is not. */
const PRIVATE = /^(gateway|shard|table):/;
const [VERSION, SALT_BYTES, COUNTER_BYTES, TAG_BYTES] = ['1', 16, 8, 16];
/** Senders whose keys are kept: a few for each process there is. */
const KEPT_KEYS = 1_000;

/** @param clusterKey 32 bytes, the same in all processes that read or write such streams */
export function sealedStreams(streams: Streams, clusterKey: Uint8Array, random: Random): Streams {
  const seal = sealer(clusterKey, random.bytes(SALT_BYTES));
  const open = opener(clusterKey);
  const isPrivate = ({ name }: StreamSpec): boolean => PRIVATE.test(name);
  const opened = (spec: StreamSpec, entries: readonly StreamEntry[]) =>
    entries.map(({ cursor, payload }) => ({ cursor, payload: open(spec.name, payload) }));
  return {
    ...streams,
    append: (spec, payloads, epoch) =>
      streams.append(spec, isPrivate(spec) ? payloads.map((payload) => seal(spec.name, payload)) : payloads, epoch),
    read: async (spec, after, limit) => {
      const found: Result<readonly StreamEntry[], 'CUT_OFF'> = await streams.read(spec, after, limit);
      return found.ok && isPrivate(spec) ? { ok: true, value: opened(spec, found.value) } : found;
    },
    subscribe: (spec, after, subscriber) =>
      streams.subscribe(
        spec,
        after,
        isPrivate(spec)
          ? { onEntries: (entries) => subscriber.onEntries(opened(spec, entries)), onEnd: (reason) => subscriber.onEnd(reason) }
          : subscriber,
      ),
  };
}

/** Version, salt, counter, ciphertext and tag, as text. */
function sealer(clusterKey: Uint8Array, salt: Uint8Array): (stream: string, payload: string) => string {
  const key = keyOf(clusterKey, salt);
  let count = 0n;
  return (stream, payload) => {
    const counter = Buffer.alloc(COUNTER_BYTES);
    counter.writeBigUInt64BE(count++);
    const cipher = createCipheriv('aes-256-gcm', key, nonceOf(counter)).setAAD(Buffer.from(stream, 'utf8'));
    const sealed = [salt, counter, cipher.update(payload, 'utf8'), cipher.final(), cipher.getAuthTag()];
    return VERSION + Buffer.concat(sealed).toString('base64');
  };
}

function opener(clusterKey: Uint8Array): (stream: string, text: string) => string {
  const keys = new Map<string, KeyObject>();
  const keyFor = (salt: Buffer): KeyObject => {
    const name = salt.toString('base64');
    const key = keys.get(name) ?? keyOf(clusterKey, salt);
    keys.delete(name);
    keys.set(name, key); // the one used last is the last to go
    const [oldest] = keys.keys();
    if (keys.size > KEPT_KEYS && oldest !== undefined) keys.delete(oldest);
    return key;
  };
  return (stream, text) => {
    const bytes = Buffer.from(text.slice(VERSION.length), 'base64');
    const bodyAt = SALT_BYTES + COUNTER_BYTES;
    if (!text.startsWith(VERSION) || bytes.length < bodyAt + TAG_BYTES) throw notOurs(stream);
    const key = keyFor(bytes.subarray(0, SALT_BYTES));
    const decipher = createDecipheriv('aes-256-gcm', key, nonceOf(bytes.subarray(SALT_BYTES, bodyAt)));
    decipher.setAAD(Buffer.from(stream, 'utf8')).setAuthTag(bytes.subarray(-TAG_BYTES));
    try {
      return decipher.update(bytes.subarray(bodyAt, -TAG_BYTES), undefined, 'utf8') + decipher.final('utf8');
    } catch {
      throw notOurs(stream);
    }
  };
}

/** Made ready once: a cipher that is given the bytes makes such a key of them each time. */
function keyOf(clusterKey: Uint8Array, salt: Uint8Array): KeyObject {
  return createSecretKey(Buffer.from(hkdfSync('sha256', clusterKey, salt, 'aboveboard streams 1', 32)));
}

function nonceOf(counter: Buffer): Buffer {
  return Buffer.concat([Buffer.alloc(12 - COUNTER_BYTES), counter]);
}

function notOurs(stream: string): UnsealedEntry {
  return new UnsealedEntry(
    `an entry of ${stream} was not sealed under this room's cluster key; is it the same in all processes?`,
  );
}

/**
 * The operator's deal key, pinned on this device when a room is first visited.
 *
 * A key that came with each connection would prove nothing: whoever answers could sign with their own. So the first one is kept,
 * and another one is a finding that a person has to look at.
 */
import { fromHex, type Origin, parseOrigin } from '@aboveboard/fairness';
import type { WelcomeMessage } from '@aboveboard/protocol';
import type { KeyValueStorage } from '../ports.ts';

export interface RoomKey {
  readonly origin: string;
  readonly name: string;
  /** The pinned key, in hex: deals are verified against this one. */
  readonly dealKey: string;
  /** The key the server names now, where it is another one; null while they are the same. */
  readonly changedTo: string | null;
}

const keyAt = (origin: string) => `aboveboard.deal-key.${origin}`;

/** Pins at the first visit, compares at every other. */
export function meetRoom(storage: KeyValueStorage, { origin, dealKeyName, dealKey }: WelcomeMessage['fairness']): RoomKey {
  const pinned = storage.get(keyAt(origin));
  if (pinned === null) storage.set(keyAt(origin), dealKey);
  const isChanged = pinned !== null && pinned !== dealKey;
  return { origin, name: dealKeyName, dealKey: pinned ?? dealKey, changedTo: isChanged ? dealKey : null };
}

/** A person decided to trust the new key, as after the operator announced it elsewhere. */
export function acceptChangedKey(storage: KeyValueStorage, key: RoomKey): RoomKey {
  if (key.changedTo === null) return key;
  storage.set(keyAt(key.origin), key.changedTo);
  return { ...key, dealKey: key.changedTo, changedTo: null };
}

/** @returns null for an origin that is none, against which no deal can be verified */
export function trustOf(key: RoomKey): { readonly origin: Origin; readonly dealKey: Uint8Array } | null {
  const origin = parseOrigin(key.origin);
  return origin.ok ? { origin: origin.value, dealKey: fromHex(key.dealKey) } : null;
}

/** Invitations to private tables: 128 random bits in a link, kept as a hash only. */
import { canonicalJson, leafHash, toHex } from '@aboveboard/fairness';
import { assert, type Random } from '@aboveboard/kit';

export function newInvite(random: Random): string {
  return toHex(random.bytes(16));
}

/** What a database may hold of an invite. Guessing is hopeless, so no slow hash is needed. */
export function inviteHash(invite: string): string {
  const bytes = canonicalJson({ invite: invite.toWellFormed() });
  assert(bytes.ok, 'an invite that is not text');
  return toHex(leafHash(bytes.value));
}

/** AES-256-GCM by Node: the 16-byte tag at the end of the ciphertext. */
import { createCipheriv, createDecipheriv } from 'node:crypto';
import type { Aead } from '@aboveboard/fairness';

const TAG_BYTES = 16;

export const nodeAead: Aead = {
  seal: (key, nonce, plaintext, aad) => {
    const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(aad);
    return new Uint8Array(Buffer.concat([cipher.update(plaintext), cipher.final(), cipher.getAuthTag()]));
  },
  open: (key, nonce, sealed, aad) => {
    if (sealed.length < TAG_BYTES) return null;
    const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES });
    decipher.setAAD(aad).setAuthTag(sealed.subarray(sealed.length - TAG_BYTES));
    try {
      return new Uint8Array(Buffer.concat([decipher.update(sealed.subarray(0, sealed.length - TAG_BYTES)), decipher.final()]));
    } catch {
      return null; // the tag does not hold
    }
  },
};

/**
 * Whom a backup is sealed for: the age key in a file, or a passphrase.
 *
 * A key file is age's own: lines with `age1…` (enough to make backups) or `AGE-SECRET-KEY-1…` (to read them, and to make them). So a room
 * may hold the public half alone, and whoever takes the room over reads none of its backups.
 */
import { closeSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import { Decrypter, Encrypter, generateX25519Identity, identityToRecipient } from 'age-encryption';
import { BackupError } from './backup-error.ts';

export type BackupKey =
  | { readonly kind: 'passphrase'; readonly passphrase: string }
  | {
      readonly kind: 'file';
      readonly path: string;
      readonly recipients: readonly string[];
      readonly identities: readonly string[];
    };

/** Guessing one of this length is work for years, at a quarter of a second and more a guess. */
const MIN_PASSPHRASE = 12;

/** @throws BackupError for a file that is not there or has no key in it */
export async function readKeyFile(path: string): Promise<BackupKey> {
  const lines = textOf(path, 'the key file')
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'));
  const identities = lines.filter((line) => line.startsWith('AGE-SECRET-KEY-1'));
  const strange = lines.filter((line) => !/^(age1|AGE-SECRET-KEY-1)[a-z0-9]+$/i.test(line)).length;
  if (lines.length === 0 || strange > 0) {
    throw new BackupError('KEY', `${path} should hold keys of age, age1… or AGE-SECRET-KEY-1…, one a line, and does not.`);
  }
  const own = await Promise.all(identities.map((identity) => identityToRecipient(identity)));
  return { kind: 'file', path, identities, recipients: [...own, ...lines.filter((line) => line.startsWith('age1'))] };
}

/** @throws BackupError for one that is too short to withstand guessing */
export function passphraseKey(passphrase: string): BackupKey {
  if (passphrase.length >= MIN_PASSPHRASE) return { kind: 'passphrase', passphrase };
  throw new BackupError(
    'KEY',
    `The passphrase has fewer than ${MIN_PASSPHRASE} characters: whoever has the file could guess it.`,
  );
}

export function readPassphraseFile(path: string): BackupKey {
  return passphraseKey(textOf(path, 'the file with the passphrase').replace(/\r?\n$/, ''));
}

function textOf(path: string, what: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new BackupError('KEY', `${path}: ${what} cannot be read: ${(error as NodeJS.ErrnoException).code}.`);
  }
}

/** Makes a key in a new file that its owner alone may read. @returns the public half. @throws BackupError where a file is there */
export async function makeKeyFile(path: string): Promise<string> {
  const identity = await generateX25519Identity();
  const recipient = await identityToRecipient(identity);
  let file: number;
  try {
    file = openSync(path, 'wx', 0o600);
  } catch (error) {
    throw new BackupError(
      'PLACE',
      `${path} cannot be made: ${(error as NodeJS.ErrnoException).code}. A key is never written over.`,
    );
  }
  writeSync(
    file,
    `# Reads the backups of a room. Keep it away from the room, and from the backups.\n# public key: ${recipient}\n${identity}\n`,
  );
  fsyncSync(file);
  closeSync(file);
  return recipient;
}

export function encrypterFor(key: BackupKey): Encrypter {
  const encrypter = new Encrypter();
  if (key.kind === 'passphrase') encrypter.setPassphrase(key.passphrase);
  else for (const recipient of key.recipients) encrypter.addRecipient(recipient);
  return encrypter;
}

/** @throws BackupError for a key that seals and does not open */
export function decrypterFor(key: BackupKey): Decrypter {
  const decrypter = new Decrypter();
  if (key.kind === 'passphrase') decrypter.addPassphrase(key.passphrase);
  else if (key.identities.length === 0) {
    throw new BackupError(
      'KEY',
      `${key.path} holds the public half alone, which seals backups; to read one, name the file with AGE-SECRET-KEY-1….`,
    );
  } else for (const identity of key.identities) decrypter.addIdentity(identity);
  return decrypter;
}

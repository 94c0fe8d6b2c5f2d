/**
 * Signed notes, C2SP signed-note: a text, an empty line, and one line per signature that any log tool can read.
 */
import { assert, ok, type Result } from '@aboveboard/kit';
import { parseBase64, toBase64 } from '../bytes/base64.ts';
import { type Bytes, concat, equalBytes, u8 } from '../bytes/bytes.ts';
import { H } from '../bytes/hash.ts';
import { toHex } from '../bytes/hex.ts';
import { utf8Bytes } from '../bytes/text.ts';
import { type Fault, refuse } from '../fault.ts';
import { isSignedBy } from '../signatures/ed25519.ts';

/** Ed25519 over the note's text (0x01), or over a timed cosignature of it (0x04). */
export type KeyType = 0x01 | 0x04;

/** A public key with its name and the four bytes that signature lines know it by. */
export interface NoteKey {
  readonly name: string;
  readonly type: KeyType;
  readonly publicKey: Bytes;
  /** SHA-256(name ‖ 0A ‖ type ‖ public key), first four bytes. */
  readonly id: Bytes;
}

export interface NoteSignature {
  readonly name: string;
  readonly id: Bytes;
  readonly bytes: Bytes;
}

export interface Note {
  /** Ends with a line break. */
  readonly text: string;
  readonly signatures: readonly NoteSignature[];
}

export function noteKey(name: string, type: KeyType, publicKey: Bytes): NoteKey {
  assert(isKeyName(name), `not a key name: ${name}`);
  const id = H(utf8Bytes(`${name}\n`), u8(type), publicKey).slice(0, 4);
  return { name, type, publicKey, id };
}

function isKeyName(name: string): boolean {
  return name.length > 0 && !/[\s+]/u.test(name);
}

/** `name+id+base64`: how a verifier's key is written down. */
export function formatVerifierKey({ name, type, publicKey, id }: NoteKey): string {
  return `${name}+${toHex(id)}+${toBase64(concat(u8(type), publicKey))}`;
}

/** @returns NOTE_FORM for anything but an Ed25519 key whose id fits its name. */
export function parseVerifierKey(text: string): Result<NoteKey, Fault> {
  const [, name = '', id = '', encoded = ''] = /^([^\s+]+)\+([0-9a-f]{8})\+(.+)$/u.exec(text) ?? [];
  const bytes = parseBase64(encoded);
  const type = bytes?.[0];
  if (bytes?.length !== 33 || (type !== 0x01 && type !== 0x04)) return refuse('NOTE_FORM', 'not a verifier key');
  const key = noteKey(name, type, bytes.slice(1));
  return toHex(key.id) === id ? ok(key) : refuse('NOTE_FORM', 'the key id does not fit the key');
}

const SIGNATURE_LINE = /^— ([^\s+]+) (\S+)$/u;
const MOST_SIGNATURES = 100;

/** @returns the text and its signatures, none checked yet; or NOTE_FORM. */
export function parseNote(note: string): Result<Note, Fault> {
  const split = note.lastIndexOf('\n\n');
  if (split < 0 || !note.endsWith('\n')) return refuse('NOTE_FORM', 'a note is a text, an empty line and signatures');
  const lines = note.slice(split + 2, -1).split('\n');
  const signatures = lines.map(parseSignatureLine);
  if (lines.length > MOST_SIGNATURES || signatures.includes(null))
    return refuse('NOTE_FORM', 'a signature line cannot be read');
  return ok({ text: note.slice(0, split + 1), signatures: signatures as NoteSignature[] });
}

function parseSignatureLine(line: string): NoteSignature | null {
  const [, name, encoded] = SIGNATURE_LINE.exec(line) ?? [];
  const bytes = encoded === undefined ? null : parseBase64(encoded);
  if (name === undefined || !bytes || bytes.length < 5) return null;
  return { name, id: bytes.slice(0, 4), bytes: bytes.slice(4) };
}

export function formatNote({ text, signatures }: Note): string {
  const lines = signatures.map(({ name, id, bytes }) => `— ${name} ${toBase64(concat(id, bytes))}\n`);
  return `${text}\n${lines.join('')}`;
}

/** The signatures that claim to be by `key`; the rest of a note is unknown to us and passes unread, as C2SP asks. */
export function signaturesBy(note: Note, key: NoteKey): readonly NoteSignature[] {
  return note.signatures.filter(({ name, id }) => name === key.name && equalBytes(id, key.id));
}

/** @returns the note's text, or NOTE_FORM, or BAD_SIGNATURE without a valid signature by `key`. */
export function openNote(noteText: string, key: NoteKey): Result<Note, Fault> {
  const note = parseNote(noteText);
  if (!note.ok) return note;
  const mine = signaturesBy(note.value, key);
  const message = utf8Bytes(note.value.text);
  const isSigned = mine.length > 0 && mine.every(({ bytes }) => isSignedBy(key.publicKey, message, bytes));
  return isSigned ? note : refuse('BAD_SIGNATURE', `the note is not signed by ${key.name}`);
}

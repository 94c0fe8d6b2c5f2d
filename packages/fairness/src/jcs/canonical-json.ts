/**
 * RFC 8785 canonical JSON: one value has one spelling, so it can be hashed.
 *
 * JavaScript's own number and string formatting is the one the RFC names; what is left to do is sorting keys by UTF-16
 * code units and refusing what has no canonical form: lone surrogates, numbers that are not finite, anything but JSON.
 */
import { ok, type Result } from '@aboveboard/kit';
import { type Bytes, equalBytes } from '../bytes/bytes.ts';
import { parseUtf8, utf8Bytes } from '../bytes/text.ts';
import { type Fault, refuse } from '../fault.ts';

export type JsonValue = null | boolean | number | string | readonly JsonValue[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: JsonValue;
}

/** Deeper nesting than this is nobody's hand history. */
const MAX_DEPTH = 64;

/** The UTF-8 bytes of the canonical form, or NOT_JSON. */
export function canonicalJson(value: unknown): Result<Bytes, Fault> {
  const text = canonicalText(value, 0);
  return text === null ? refuse('NOT_JSON', 'a value that RFC 8785 cannot write') : ok(utf8Bytes(text));
}

/** Reads JSON that must already be in canonical form: other spacing, order, numbers or escapes are NOT_JSON. */
export function parseCanonicalJson(bytes: Bytes): Result<JsonValue, Fault> {
  const text = parseUtf8(bytes);
  const value = text === null ? undefined : parseJson(text);
  if (value === undefined) return refuse('NOT_JSON', 'not JSON in UTF-8');
  const again = canonicalJson(value);
  if (!again.ok) return again;
  return equalBytes(again.value, bytes) ? ok(value) : refuse('NOT_JSON', 'not in the canonical form of RFC 8785');
}

function parseJson(text: string): JsonValue | undefined {
  try {
    return JSON.parse(text) as JsonValue;
  } catch {
    return undefined;
  }
}

function canonicalText(value: unknown, depth: number): string | null {
  if (depth > MAX_DEPTH) return null;
  if (value === null || typeof value === 'boolean') return String(value);
  if (typeof value === 'number') return Number.isFinite(value) ? JSON.stringify(value) : null;
  if (typeof value === 'string') return value.isWellFormed() ? JSON.stringify(value) : null;
  if (Array.isArray(value))
    return joined(
      '[',
      value.map((item) => canonicalText(item, depth + 1)),
      ']',
    );
  if (typeof value !== 'object' || !isPlain(value)) return null;
  const members = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)); // compares UTF-16 code units
  return joined(
    '{',
    members.map(([key, item]) => memberText(key, canonicalText(item, depth + 1))),
    '}',
  );
}

function isPlain(value: object): boolean {
  const prototype = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function memberText(key: string, text: string | null): string | null {
  return text === null || !key.isWellFormed() ? null : `${JSON.stringify(key)}:${text}`;
}

function joined(open: string, parts: readonly (string | null)[], close: string): string | null {
  return parts.includes(null) ? null : open + parts.join(',') + close;
}

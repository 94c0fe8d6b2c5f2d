/**
 * The contract in one number: SHA-256 over the JSON Schema of everything that is sent, in canonical form.
 *
 * It stands in `contracts/ws.v<version>.fingerprint`, so that no field changes without somebody noticing, and in `welcome`, so
 * that a client can tell a server of another build.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { z } from 'zod';
import { CLOSE_CODES } from './close-code.ts';
import { downMessage } from './down.ts';
import * as rest from './rest.ts';
import { upMessage } from './up.ts';
import { PROTOCOL_VERSION } from './version.ts';

/** 32 bytes of lower-case hex. */
export function protocolFingerprint(): string {
  return fingerprintOf(contractSchema());
}

/** SHA-256 of a schema, whatever order its fields are listed in: 32 bytes of lower-case hex. */
export function fingerprintOf(schema: unknown): string {
  return bytesToHex(sha256(utf8ToBytes(JSON.stringify(sorted(schema)))));
}

/** As sent: what a parse adds or trims is not part of the contract. */
export function contractSchema() {
  const schemaOf = (schema: z.ZodType) => z.toJSONSchema(schema, { io: 'input' });
  const bodies = Object.entries(rest).flatMap(([name, schema]) => [[name, schemaOf(schema)]]);
  return {
    version: PROTOCOL_VERSION,
    up: schemaOf(upMessage),
    down: schemaOf(downMessage),
    rest: Object.fromEntries(bodies),
    closeCodes: CLOSE_CODES,
  };
}

/** Keys in order, at every depth: the order in which a file lists its fields means nothing. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner)]));
}

/**
 * Runs SCB-1's test vectors: every accepted call must give exactly its result, every other must be refused for the one
 * fault it names. Free of any platform, so the same function runs under Node and in a browser over plain HTTP.
 */
import { assert, type Result } from '@aboveboard/kit';
import type { Aead } from '../box/box.ts';
import { toHex } from '../bytes/hex.ts';
import type { Fault } from '../fault.ts';
import { canonicalJson } from '../jcs/canonical-json.ts';
import { DEAL_VECTORS } from './deal-vectors.ts';
import { DECK_VECTORS } from './deck-vectors.ts';
import { ENTRY_VECTORS } from './entry-vectors.ts';
import { LOG_VECTORS } from './log-vectors.ts';
import { referenceAead } from './reference-aead.ts';
import { VectorInput } from './vector-input.ts';

/** A call by its kind: the fields of `out`, hex and decimals as the file writes them, or a fault. */
export type VectorCall = (input: VectorInput, aead: Aead) => Result<Readonly<Record<string, unknown>>, Fault & { at?: number }>;

export interface VectorRun {
  /** Vectors whose call gave exactly its result. */
  readonly passed: number;
  /** Calls that were refused for the fault they name. */
  readonly refused: number;
  /** One line for each that went otherwise. */
  readonly failures: readonly string[];
}

interface Vector {
  readonly id: string;
  readonly kind: string;
  readonly in: unknown;
  readonly out: Readonly<Record<string, unknown>>;
}

interface Refusal extends Omit<Vector, 'out'> {
  readonly reason: string;
  readonly at?: number;
}

const CALLS: Readonly<Record<string, VectorCall>> = { ...DECK_VECTORS, ...ENTRY_VECTORS, ...DEAL_VECTORS, ...LOG_VECTORS };

/** @param json the parsed `scb1.json`. @param aead AES-256-GCM; by default a slow one of our own, for this use alone. */
export function runVectors(json: unknown, aead: Aead = referenceAead): VectorRun {
  const { vectors, refuse } = json as { vectors: readonly Vector[]; refuse: readonly Refusal[] };
  const accepted = vectors.map((vector) => runAccepted(vector, aead));
  const refused = refuse.map((refusal) => runRefused(refusal, aead));
  return {
    passed: accepted.filter((failure) => failure === null).length,
    refused: refused.filter((failure) => failure === null).length,
    failures: [...accepted, ...refused].filter((failure) => failure !== null),
  };
}

function call({ kind, in: input }: { kind: string; in: unknown }, aead: Aead): ReturnType<VectorCall> {
  const run = CALLS[kind];
  assert(run !== undefined, `no call for vectors of kind "${kind}"`);
  return run(new VectorInput(input), aead);
}

function runAccepted(vector: Vector, aead: Aead): string | null {
  const result = call(vector, aead);
  if (!result.ok) return `${vector.id}: refused as ${result.error.code}, ${result.error.detail}`;
  const wrong = Object.keys(vector.out).filter((name) => spelled(vector.out[name]) !== spelled(result.value[name]));
  return wrong.length === 0 ? null : `${vector.id}: another ${wrong.join(', ')}`;
}

function runRefused(refusal: Refusal, aead: Aead): string | null {
  const result = call(refusal, aead);
  if (result.ok) return `${refusal.id}: accepted, must be refused as ${refusal.reason}`;
  const { code, at } = result.error;
  if (code.toLowerCase() !== refusal.reason) return `${refusal.id}: refused as ${code}, not ${refusal.reason}`;
  return at === refusal.at ? null : `${refusal.id}: refused at entry ${at}, not ${refusal.at}`;
}

/** One spelling per value, whatever the order of its fields. */
function spelled(value: unknown): string | null {
  const json = canonicalJson(value);
  return json.ok ? toHex(json.value) : null;
}

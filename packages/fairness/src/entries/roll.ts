/** ROLL: the first entry of a log that continues another, naming how far the old one had come. */
import { assert, ok, type Result } from '@aboveboard/kit';
import { type Bytes, concat, sized, u64 } from '../bytes/bytes.ts';
import { Reader } from '../bytes/reader.ts';
import { parseUtf8 } from '../bytes/text.ts';
import { type Fault, refuse } from '../fault.ts';
import { type Origin, originField, parseOrigin } from '../hand-id.ts';
import { entryHeader, readHeader } from './header.ts';

export interface RollEntry {
  readonly oldOrigin: Origin;
  readonly size: bigint;
  readonly root: Bytes;
}

export function encodeRoll(roll: RollEntry): Bytes {
  assert(roll.oldOrigin.length > 0, 'a log without a name');
  return concat(entryHeader('ROLL'), ...originField(roll.oldOrigin), u64(roll.size), sized(roll.root, 32, 'a root'));
}

export function parseRoll(bytes: Bytes): Result<RollEntry, Fault> {
  const reader = new Reader(bytes);
  const header = readHeader(reader, 'ROLL');
  if (!header.ok) return header;
  const name = reader.take(reader.u8());
  const rest = { size: reader.u64(), root: reader.take(32) };
  const end = reader.end('ROLL');
  if (!end.ok) return end;
  const text = parseUtf8(name);
  const oldOrigin = text === null ? refuse('ORIGIN_NOT_ASCII', 'the old origin is not text') : parseOrigin(text);
  return oldOrigin.ok ? ok({ oldOrigin: oldOrigin.value, ...rest }) : oldOrigin;
}

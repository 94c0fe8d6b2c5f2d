/**
 * Everything the room knows of a player, as one JSON text in pieces: a long history never lies in memory as a whole.
 * @see rules/PRIVACY.md PRIVACY-1
 */
import type { Reader } from '@aboveboard/storage';
import { PRIVACY_PARTS, type PrivacyPart } from './contributors.ts';

const FORMAT = 'aboveboard-player/1';

/** @param playerId of a principal that there is */
export async function* exportPlayer(
  reader: Reader,
  playerId: string,
  nowMs: number,
  parts: readonly PrivacyPart[] = PRIVACY_PARTS,
): AsyncGenerator<string> {
  yield `{"format":${JSON.stringify(FORMAT)},"exportedAtMs":${nowMs}`;
  for (const part of parts) {
    yield `,\n${JSON.stringify(part.name)}:`;
    if (part.kind === 'value') yield JSON.stringify(await part.read(reader, playerId, nowMs));
    else yield* listText(part.read(reader, playerId, nowMs));
  }
  yield '}\n';
}

async function* listText(pages: AsyncIterable<readonly unknown[]>): AsyncGenerator<string> {
  let isFirst = true;
  yield '[';
  for await (const page of pages) {
    if (page.length === 0) continue;
    yield `${isFirst ? '' : ',\n'}${page.map((item) => JSON.stringify(item)).join(',\n')}`;
    isFirst = false;
  }
  yield ']';
}

/** A long file as it is read from the database, page by page, with turns for the tables in between. */
import { Readable } from 'node:stream';
import { setImmediate as turn } from 'node:timers/promises';

export function fileStream(pieces: AsyncIterable<string>): Readable {
  return Readable.from(breathing(pieces));
}

/** SQLite answers without letting go of the thread, so nothing else would have it until the last page. */
async function* breathing(pieces: AsyncIterable<string>): AsyncGenerator<string> {
  for await (const piece of pieces) {
    yield piece;
    await turn();
  }
}

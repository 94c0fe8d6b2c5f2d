/** The desk of the room's books, on what is in its data folder. */
import { type BooksDesk, createBooksDesk, type FailPoints, type Findings } from '@aboveboard/room';
import type { Db } from '@aboveboard/storage';
import type { Logger } from 'pino';
import { openBooksKey } from '../keys/books-key.ts';
import { osPorts } from '../ports/os-ports.ts';
import { closePagesIn } from './close-pages.ts';

export interface OpenBooksPorts {
  readonly db: Db;
  /** The room's name in its log. */
  readonly host: string;
  readonly findings: Findings;
  readonly failPoints: FailPoints;
  readonly logger: Logger;
}

export function openBooks(data: string, { host, logger, ...ports }: OpenBooksPorts): BooksDesk {
  return createBooksDesk({
    ...osPorts,
    ...ports,
    booksKey: (mayMake) => openBooksKey(data, host, mayMake),
    pages: closePagesIn(data),
    failed: (err) => logger.error({ err }, 'the books could not be looked after; it is tried again in five minutes'),
  });
}

/** What a backup says of itself: the first thing in it, so that it can be read without the rest. */
import { z } from 'zod';

const hex = z.string().regex(/^[0-9a-f]+$/);

export const manifestSchema = z.object({
  format: z.literal('aboveboard-backup/1'),
  /** The moment that it shows: when its reading began, in milliseconds since 1970, UTC. */
  atMs: z.int(),
  /** Of the program that made it. */
  program: z.string(),
  database: z.enum(['sqlite', 'mariadb']),
  facts: z.object({
    schemaVersion: z.int(),
    origin: z.string().nullable(),
    log: z.object({ size: z.int(), head: hex.nullable() }),
    journalNo: z.int(),
    /** The last daily close of the books and its hash in their chain. */
    close: z.object({ day: z.int(), hash: hex }).nullable(),
    rows: z.record(z.string(), z.int()),
  }),
  /** Everything else that is in it. */
  files: z.array(z.object({ path: z.string(), bytes: z.int(), sha256: hex })),
  /** How many files of archived hands are in no backup; the database lists all of them with their checksums. */
  left: z.object({ archives: z.int() }),
  /** How many are sealed beside it. */
  beside: z.object({ archives: z.int() }).default({ archives: 0 }),
  /** What was shipped since: pieces of this chain, on SQLite from the log on once they reach `through`, on MariaDB from the position on. */
  chain: z
    .discriminatedUnion('kind', [
      z.object({
        kind: z.literal('wal'),
        stamp: z.string(),
        log: z.int(),
        through: z.object({ log: z.int(), frames: z.int() }),
      }),
      z.object({ kind: z.literal('binlog'), stamp: z.string(), file: z.string(), position: z.int() }),
    ])
    .nullable(),
});
export type Manifest = z.infer<typeof manifestSchema>;
export const MANIFEST = 'manifest.json';
export const DATABASE = 'room.db';
/** Keys that a restored room needs. The rest of `data/keys` never gets into a backup: design/keys.md, rules/BACKUP.md BACKUP-3. */
export const KEPT_KEY = /^(record|books)(-\d+)?$/;

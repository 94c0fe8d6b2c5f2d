/** What the room and the process that makes its backups say to each other. */
import type { DatabasePlace } from '../database/room-database.ts';
import type { Retention } from './retention.ts';

/** The first and only thing that the room says: none of it is in the arguments, where others could read an address with a password. */
export interface BackupOrder {
  readonly place: DatabasePlace;
  readonly folder: string;
  readonly keyFile: string;
  readonly everyMs: number;
  /** Of full backups, while what is committed between them should be shipped and is not. */
  readonly unshippedEveryMs: number;
  /** 0: what is committed is not shipped. */
  readonly logEveryMs: number;
  readonly keep: Retention;
}

export type BackupNews =
  /** A full backup is there. */
  | {
      readonly kind: 'full';
      readonly atMs: number;
      readonly path: string;
      readonly bytes: number;
      /** Files of archived hands that are not backed up. */
      readonly missing: readonly string[];
    }
  /** Everything that was committed at this time is shipped. */
  | { readonly kind: 'shipped'; readonly atMs: number; readonly pieces: number; readonly bytes: number }
  /** Nothing can be shipped, and why; told when it begins. */
  | { readonly kind: 'unshipped'; readonly why: string }
  | { readonly kind: 'failed'; readonly what: 'full' | 'ship' | 'prune'; readonly message: string };

/** Files of hands as the jobs see them; where they lie, and how they are packed, is the server's. */
import type { Result } from '@aboveboard/kit';

/** `message` names the file and says what is wrong with it, for whoever wanted it read. */
export interface FileFault {
  readonly code: 'NOT_FOUND' | 'TOO_LARGE' | 'UNREADABLE';
  readonly message: string;
}

export interface ArchiveFile {
  /** Below the data folder. */
  readonly file: string;
  /** As it is packed. */
  readonly bytes: number;
  /** Of the packed file, lower-case hex. */
  readonly sha256: string;
}

/** A file that is there as a whole or not at all. */
export interface ArchiveWriter {
  append(text: string): Promise<void>;
  /** Puts it in the place of whatever was there; it is on disk then. The same text gives the same bytes. */
  finish(): Promise<ArchiveFile>;
  /** Leaves nothing behind. */
  discard(): Promise<void>;
}

export interface HandFiles {
  /** The text of a file of hands, by its whole path. Rejects when reading it may work another time. */
  readImport(path: string): Promise<Result<string, FileFault>>;
  /** @param day YYYY-MM-DD */
  writeArchive(tableId: string, day: string): Promise<ArchiveWriter>;
}

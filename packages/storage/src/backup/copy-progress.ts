/** How far a copy of a database is, for whoever waits for it. */
export interface CopyProgress {
  /** Pages of SQLite, or rows of MariaDB. */
  readonly done: number;
  /** Null while nobody knows. */
  readonly total: number | null;
}

export type OnProgress = (progress: CopyProgress) => void;

/** The public log of a restored room, for the command that decides on it: the room must not run meanwhile. */
import type { ServerConfig } from '../config/settings.ts';
import { takeFolder } from '../database/data-folder.ts';
import { openRoomDatabase } from '../database/room-database.ts';
import { continueLog, type LogDecision, type LogState, logState, newLogOrigin } from '../keys/log-guard.ts';
import { expectRoom } from './place.ts';

export interface RestoredLog {
  state(): Promise<LogState>;
  continue(published: number, lastHash: string | null): Promise<LogDecision>;
  begin(nowMs: number): Promise<LogDecision>;
}

/** @throws ConfigError where a room runs on the data folder; BackupError where there is none in it */
export async function withRestoredLog<T>(config: ServerConfig, work: (room: RestoredLog) => Promise<T>): Promise<T> {
  expectRoom(config);
  const lock = takeFolder(config.data);
  try {
    const db = await openRoomDatabase(config);
    try {
      return await work({
        state: () => logState(db),
        continue: (published, lastHash) => continueLog(db, config.data, published, lastHash),
        begin: (nowMs) => newLogOrigin(db, config.data, nowMs),
      });
    } finally {
      await db.close();
    }
  } finally {
    lock.release();
  }
}

/** How far a MariaDB's binary log is shipped, in a file of the room's data folder: written after the piece that it tells of is on the disk. */
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { BinlogNow } from '@aboveboard/storage/mariadb';
import { z } from 'zod';
import { writeDurably } from './chain-state.ts';
import { workFolder } from './place.ts';

const stateSchema = z.object({
  /** Of the folder that the pieces are in. */
  stamp: z.string(),
  /** That the room has on that server. */
  database: z.string(),
  mark: z.object({ file: z.string(), position: z.int(), gtid: z.string() }).readonly(),
  /** When the server began that file; null before anything of it was shipped. */
  begunS: z.int().nullable(),
  /** That the database had: a chain ends where its tables change. */
  migrations: z.int(),
  /** A full backup that the chain goes on from is there. */
  hasBase: z.boolean(),
});
export type BinlogChain = z.infer<typeof stateSchema>;

function fileOf(data: string): string {
  return join(workFolder(data), 'binlog-chain.json');
}

/** Null where there is none, or one that cannot be read: then a chain begins. */
export function readBinlogChain(data: string): BinlogChain | null {
  try {
    return stateSchema.parse(JSON.parse(readFileSync(fileOf(data), 'utf8')));
  } catch {
    return null;
  }
}

export function writeBinlogChain(data: string, chain: BinlogChain): void {
  writeDurably(fileOf(data), JSON.stringify(chain));
}

export function removeBinlogChain(data: string): void {
  rmSync(fileOf(data), { force: true });
}

/** Whether the chain goes on in the log as it is now: the same log, not cut off, of the same tables. */
export function isSameLog(chain: BinlogChain, now: BinlogNow): boolean {
  return now.isSame && now.database === chain.database && now.migrations === chain.migrations;
}

/** The chain that a copy made just now belongs to; null where there is none, or the log is another one by now. */
export async function chainOfNow(data: string, databaseUrl: string): Promise<string | null> {
  const chain = readBinlogChain(data);
  if (chain === null) return null;
  const { lookAtBinlog } = await import('@aboveboard/storage/mariadb');
  const now = await lookAtBinlog(databaseUrl, chain.mark);
  return now.ok && isSameLog(chain, now.value) ? chain.stamp : null;
}

/**
 * Ships what a room on MariaDB has committed since the last time, out of the server's binary log.
 *
 * A chain begins with a full backup, and with another whenever it cannot be shown that nothing is missing in between.
 */
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { BinlogMark, BinlogNow } from '@aboveboard/storage/mariadb';
import { BackupError } from './backup-error.ts';
import { type BinlogChain, isSameLog, readBinlogChain, removeBinlogChain, writeBinlogChain } from './binlog-chain.ts';
import { writeBinlogPiece } from './binlog-pieces.ts';
import { makeChainFolder } from './chain-pieces.ts';
import type { MadeBackup } from './make-backup.ts';
import { chainFolder, stampOf } from './names.ts';
import { workFolder } from './place.ts';
import { removeUnfinished } from './sealed-file.ts';
import type { ShipPorts, Shipped } from './ship-log.ts';

/** Where the first event of a file is. */
const FIRST_POSITION = 4;
const FETCHED = 'fetched-';

type BinlogPorts = ShipPorts & { readonly databaseUrl: string };

/** The end of what was shipped is no longer to be found in the log. */
class BrokenBinlogError extends Error {}

/** @returns why what the MariaDB commits is not shipped, a sentence with what to do about it; null where it is */
export async function whyNotShipped(databaseUrl: string): Promise<string | null> {
  const { lookAtBinlog, missingTools } = await import('@aboveboard/storage/mariadb');
  const tools = await missingTools();
  if (tools !== null) return tools;
  const now = await lookAtBinlog(databaseUrl, null);
  return now.ok ? null : now.error;
}

/** Everything that is committed when it is called is shipped when it returns. The caller holds the lock. @throws BackupError */
export async function shipBinlog(ports: BinlogPorts): Promise<Shipped> {
  const { missingTools } = await import('@aboveboard/storage/mariadb');
  const lack = await missingTools();
  if (lack !== null) throw unshipped(lack);
  await removeStale(ports.data);
  const chain = readBinlogChain(ports.data);
  if (chain?.hasBase && existsSync(chainFolder(ports.folder, chain.stamp))) {
    try {
      return { ...(await shipSince(ports, chain)), began: null, base: null };
    } catch (error) {
      if (!(error instanceof BrokenBinlogError)) throw error;
    }
  }
  const { begun, base } = await begin(ports);
  return { ...(await shipSince(ports, begun)), began: chain === null ? 'FIRST' : 'BROKEN', base };
}

/** The lock of who ships is in it. */
function fetchFolder(data: string): string {
  return join(workFolder(data), 'ship');
}

/** What a process that was killed left behind. The lock says that no other is at work. */
async function removeStale(data: string): Promise<void> {
  for (const name of (await readdir(fetchFolder(data))).filter((each) => each.startsWith(FETCHED)))
    await rm(join(fetchFolder(data), name), { recursive: true, force: true });
}

async function begin(ports: BinlogPorts): Promise<{ begun: BinlogChain; base: MadeBackup }> {
  removeBinlogChain(ports.data);
  const { database, end, migrations } = await lookAt(ports, null);
  const stamp = stampOf(ports.nowMs());
  await makeChainFolder(chainFolder(ports.folder, stamp));
  const chain: BinlogChain = { stamp, database, mark: end, begunS: null, migrations, hasBase: false };
  writeBinlogChain(ports.data, chain);
  const base = await ports.makeBase(); // its moment is after that mark
  const begun = { ...chain, hasBase: true };
  writeBinlogChain(ports.data, begun);
  return { begun, base };
}

function unshipped(why: string): BackupError {
  return new BackupError('UNSHIPPED', `What the MariaDB commits cannot be shipped: ${why}`);
}

async function lookAt({ databaseUrl }: BinlogPorts, from: BinlogMark | null): Promise<BinlogNow> {
  const { lookAtBinlog } = await import('@aboveboard/storage/mariadb');
  const now = await lookAtBinlog(databaseUrl, from);
  if (!now.ok) throw unshipped(now.error);
  return now.value;
}

async function shipSince(ports: BinlogPorts, begun: BinlogChain): Promise<{ pieces: number; bytes: number }> {
  const now = await lookAt(ports, begun.mark);
  if (!isSameLog(begun, now)) throw new BrokenBinlogError('the log is another one');
  const folder = chainFolder(ports.folder, begun.stamp);
  await removeUnfinished(folder);
  let chain = begun;
  let [pieces, bytes] = [0, 0];
  for (const span of spansOf(begun.mark, now)) {
    const shipped = await shipSpan(ports, now, chain, span);
    chain = { ...chain, mark: { ...now.end, file: span.file, position: span.to }, begunS: shipped.begunS };
    bytes += shipped.bytes;
    pieces++;
  }
  if (pieces > 0) writeBinlogChain(ports.data, chain); // what was cut short before is shipped again, under the same names
  return { pieces, bytes };
}

interface Span {
  readonly file: string;
  readonly from: number;
  readonly to: number;
}

/** What is to be shipped of each file: of those before the last one all that is left. */
function spansOf({ file, position }: BinlogMark, { end, files }: BinlogNow): readonly Span[] {
  const [first, last] = [file, end.file].map((name) => files.findIndex((each) => each.file === name));
  if (first === undefined || last === undefined || first < 0 || last < first) throw new BrokenBinlogError(`${file} is gone`);
  return files
    .slice(first, last + 1)
    .map((each, i) => ({
      file: each.file,
      from: i === 0 ? position : FIRST_POSITION,
      to: each.file === end.file ? end.position : each.bytes,
    }))
    .filter(({ from, to }) => to > from);
}

async function shipSpan(
  { data, databaseUrl, folder, key }: BinlogPorts,
  { database, end, journalNo }: BinlogNow,
  chain: BinlogChain,
  { file, from, to }: Span,
): Promise<{ begunS: number; bytes: number }> {
  const { fetchBinlog, spanOf } = await import('@aboveboard/storage/mariadb');
  const staging = await mkdtemp(join(fetchFolder(data), FETCHED));
  try {
    const path = await fetchBinlog(databaseUrl, file, from, staging).catch((error) => {
      if (file === end.file) throw error; // the server is asked again; what it cannot read of an older file it never will
      throw new BrokenBinlogError(error.message);
    });
    const span = spanOf(path, from, to);
    const isOther = file === chain.mark.file && chain.begunS !== null && span?.begunS !== chain.begunS;
    if (span === null || isOther) throw new BrokenBinlogError(`${file} does not go on from ${from} to ${to}`);
    const after = { file: chain.mark.file, position: chain.mark.position };
    const reached = file === end.file ? journalNo : 0; // what an older file ends with is not known
    const head = { format: 'aboveboard-binlog/1', ...{ database, file, from, to, after }, journalNo: reached } as const;
    const bytes = await writeBinlogPiece(chainFolder(folder, chain.stamp), head, { path, bytes: span.endsAt }, key);
    return { begunS: span.begunS, bytes };
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}

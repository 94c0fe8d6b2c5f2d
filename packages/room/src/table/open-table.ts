/** Taking a table over: claim it, end what was left unfinished, see that its rules are in the log, and run it. */
import { AssertionError, assert } from '@aboveboard/kit';
import type { TableSettings } from '@aboveboard/protocol';
import { claimTable, findTable, type HandRecord, recentHands, type TableClaim, unfinishedHands } from '@aboveboard/storage';
import type { ShardPorts } from '../ports.ts';
import type { LostOwner } from './hand-faults.ts';
import type { PastHand } from './lobby-line.ts';
import { finishHand, type Recovered } from './recovery.ts';
import { parseRoomTable } from './room-table.ts';
import { rulesEntryOf } from './rules-entry.ts';
import { type RuntimeDeps, TableRuntime } from './table-runtime.ts';
import { createTableStore } from './table-store.ts';

const RULES = 5;
const MOST_EDITIONS = 1_000;

export type RuntimeLinks = Pick<RuntimeDeps, 'send' | 'settlements' | 'lengths' | 'tellAll' | 'onLobbyChange' | 'onAbandoned'>;

/**
 * @param epoch of the lease that the shard has for the table
 * @param lostOwner whose hand it is, if one is unfinished
 * @returns the table, ready to `open()`; closed already where a hand's box could not be opened; null where the database knows a later owner
 *   or a closed table
 */
export async function openTable(
  ports: ShardPorts,
  tableId: string,
  epoch: number,
  lostOwner: LostOwner,
  links: RuntimeLinks,
): Promise<TableRuntime | null> {
  const claimed = await ports.db.transaction((trx) => claimTable(trx, tableId, epoch));
  if (!claimed.ok) return null;
  const opened = await ports.journals.open(claimed.value);
  if (!opened.ok) return null;
  const journal = opened.value;
  const record = await findTable(ports.db.reader, tableId);
  assert(record, `no table ${tableId}`);
  const settings = record.config as TableSettings;
  const stored = {
    state: parseRoomTable(record.state),
    lastCloseIndex: record.lastCloseIndex,
    isUnplayable: false,
    refused: null,
  };
  const recovered = await recover(ports, { ...links, journal, lostOwner }, claimed.value, settings, stored);
  const runtime = new TableRuntime({
    ...links,
    ports,
    settings,
    claim: claimed.value,
    journal,
    rulesEntry: await logRules(ports, settings, recovered),
    state: recovered.state,
    nextHandNo: record.nextHandNo,
    lastCloseIndex: recovered.lastCloseIndex,
    inviteHash: record.inviteHash,
    openedMs: record.openedMs,
    pastHands: (await recentHands(ports.db.reader, tableId, { limit: 20 })).flatMap(pastHand).reverse(),
  });
  if (recovered.refused !== null) runtime.standStill(recovered.refused);
  else if (recovered.isUnplayable) await runtime.close();
  return runtime;
}

async function recover(
  ports: ShardPorts,
  { settlements, journal, lostOwner }: Pick<RuntimeDeps, 'settlements' | 'journal'> & { readonly lostOwner: LostOwner },
  claim: TableClaim,
  settings: TableSettings,
  stored: Recovered,
): Promise<Recovered> {
  const store = createTableStore({ db: ports.db, journal, settlements }, claim);
  const deps = { ports, store, journal, tableId: claim.tableId, timeBankMs: settings.timeBankMs, lostOwner };
  let recovered = stored;
  for (const hand of await unfinishedHands(ports.db.reader, claim.tableId)) {
    const finished = await finishHand(deps, recovered.state, hand);
    recovered = { ...finished, isUnplayable: recovered.isUnplayable || finished.isUnplayable };
    if (recovered.refused !== null) break;
  }
  return recovered;
}

/**
 * Rules that change (another reveal window, a newer program) are logged as the table's next edition; every OPEN binds the bytes it was
 * dealt by, so old hands keep theirs.
 */
async function logRules(ports: ShardPorts, settings: TableSettings, { state }: Recovered): Promise<Uint8Array> {
  const { revealMs, revealMaxMs } = ports.config;
  const wanted = rulesEntryOf(settings.tableId, state.table.rules, { revealMs, revealMaxMs });
  for (let edition = 1; edition <= MOST_EDITIONS; edition++) {
    const logged = await ports.log.append({ tableId: settings.tableId, handNo: edition, type: RULES }, wanted);
    if (logged.ok) return wanted;
  }
  throw new AssertionError(`table ${settings.tableId} has had ${MOST_EDITIONS} editions of its rules`);
}

function pastHand({ publicHistory, endedMs }: HandRecord): PastHand[] {
  const pots = (publicHistory as { result?: { pots?: { amount: number }[] } } | null)?.result?.pots;
  return pots && endedMs !== null ? [{ pot: pots.reduce((sum, { amount }) => sum + amount, 0), endedMs }] : [];
}

/** Full tables at human pace, and what a table costs. */
import { gatherCrowd, SEATS } from '../crowd.ts';
import { type Load, type Outcome, pause, type Scenario } from '../scenario.ts';
import type { Viewer } from '../viewer.ts';

export const steady: Scenario = {
  name: 'steady',
  what: 'full tables of nine at human pace, every deal cut by its players and verified',
  sockets: 45,
  minutes: 1,
  run: async (load) => {
    const crowd = await gatherCrowd(load, {
      tables: Math.max(1, Math.floor(load.sockets / SEATS)),
      railbirds: load.sockets % SEATS,
    });
    const play = await playFor(load, crowd.players);
    crowd.stopPlaying();
    return play;
  },
};

/** Lets them play for the load's time; actions and hands of all tables. */
export async function playFor(load: Load, players: readonly Viewer[]): Promise<Outcome> {
  const tables = new Map<string, Viewer>(players.map((viewer) => [viewer.tableId, viewer]));
  let hands = 0;
  const stops = [...tables.values()].map(({ table }) =>
    table.onEvent(({ event }) => (hands += event.kind === 'hand-ended' ? 1 : 0)),
  );
  const actsBefore = acts(players);
  const [fromMs, use] = [performance.now(), load.room.use()];
  await pause(load.ms);
  const measuredS = (performance.now() - fromMs) / 1_000;
  const used = load.room.use();
  for (const stop of stops) stop();
  const actions = acts(players) - actsBefore;
  const perTable = (count: number): number => count / tables.size / (measuredS / 60);
  const cpuS = use && used ? used.cpuS - use.cpuS : Number.NaN;
  return {
    measuredS,
    figures: {
      ...{
        tables: tables.size,
        hands,
        actions,
        handsPerTableMinute: perTable(hands),
        actionsPerTableMinute: perTable(actions),
      },
      ...(Number.isNaN(cpuS)
        ? {}
        : { roomCpuMsPerTableS: (cpuS * 1_000) / tables.size / measuredS, roomCpuMsPerAction: (cpuS * 1_000) / actions }),
    },
    faults: hands === 0 && measuredS > 150 ? ['no hand was played'] : [],
  };
}

function acts(viewers: readonly Viewer[]): number {
  return viewers.reduce((sum, { ledger }) => sum + ledger.counts().actsAcked, 0);
}

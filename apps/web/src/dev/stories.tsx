/** `vite apps/web`, then /stories.html?story=turn: every state of the table without a server. Not part of a build. */
import type { ConnectionState, PotAward } from '@aboveboard/client';
import type { HandRank, RankedHand, TableSettings, WireWinRule } from '@aboveboard/protocol';
import { createRoot } from 'react-dom/client';
import '../design/base.css';
import { startI18n } from '../i18n/i18n.ts';
import { TableScreen } from '../table/table-screen.tsx';
import { handVerification, storyRoom, storyTable } from './story-room.ts';
import { type Scene, tableView } from './table-fixture.ts';

const now = Date.now();
const SPADE = 3;
const HEART = 2;
const DIAMOND = 1;
const CLUB = 0;
const card = (rank: string, suit: number) => '23456789TJQKA'.indexOf(rank) * 4 + suit;
const turnAt = { turnStartedMs: now - 6_000, turnEndsMs: now + 14_000 };
const hero = [card('A', SPADE), card('T', DIAMOND)];
const flop = [card('K', HEART), card('T', CLUB), card('4', DIAMOND)];
const river = [...flop, card('9', SPADE), card('T', HEART)];

const busy: Scene = {
  seats: 9, own: 3, phase: 'playing', turn: 5, ...turnAt, cards: { 3: hero }, boards: [flop], pots: [2_450], folded: [0, 6], allIn: [8],
  bets: { 4: 600, 5: 1_200, 7: 1_200, 8: 3_950, 1: 600, 2: 600, 3: 600 }, actions: { 4: { kind: 'called', amount: 600, timedOut: false }, 7: { kind: 'raised', to: 1_200, timedOut: false }, 1: { kind: 'checked', timedOut: false } },
  sittingOut: [], away: [2], stacks: { 8: 0, 5: 127_400 },
}; // biome-ignore format: a scene
const myTurn: Scene = {
  seats: 6, own: 0, phase: 'playing', turn: 0, ...turnAt, cards: { 0: hero }, boards: [flop], pots: [900], folded: [2, 4], bets: { 3: 400 },
  actions: { 3: { kind: 'bet', to: 400, timedOut: false } }, legal: { canFold: true, canCheck: false, call: 400, raise: { smallest: 800, largest: 6_000, step: 1, isBet: false } }, stacks: { 0: 6_000 },
}; // biome-ignore format: a scene

const cards = (text: string) => text.split(' ').map((name) => card(name[0] ?? '', 'cdhs'.indexOf(name[1] ?? '')));
function made(
  type: WireWinRule['type'],
  category: HandRank['category'],
  ranks: number[],
  best: number[],
  board = 0,
): RankedHand {
  return { board, win: { type, use: 'any' }, rank: { type, category, ranks, best } };
}
function award(type: WireWinRule['type'] | null, won: Readonly<Record<number, number>>, board = 0): PotAward {
  const winners = Object.entries(won).map(([seat, amount]) => ({ seat: Number(seat), amount, stack: 9_000 }));
  return { pot: 0, board, win: type && { type, use: 'any' }, winners };
}

const limits: Partial<TableSettings> = { smallBlind: 0, bigBlind: 0, ante: 15, bringIn: 25, smallBet: 100, bigBet: 200 };
const fixedRaise = (to: number, isBet: boolean) => ({ smallest: to, largest: to, step: 100, isBet });
/** Eight seats on seventh street: nobody has more cards to show. */
const stud: Scene = {
  seats: 8, own: 0, game: 'F7S', settings: { name: 'Rowan', game: 'F7S', ...limits }, phase: 'playing', turn: 0, ...turnAt, street: 'seventh-street', held: 7,
  cards: { 0: cards('Ah Kd 9s') },
  open: { 0: cards('As 7d 7c Td'), 1: cards('Kh Qh Jc 2d'), 2: cards('4s 5s 6h 9c'), 3: cards('3d 3h Tc Qs'), 4: cards('8c 8d 2s Jh'), 5: cards('Th 9h 5d 4c'), 6: cards('Ad 6c 6d Kc'), 7: cards('2c 7h Js 4h') },
  bets: { 4: 200, 6: 200, 7: 200 }, pots: [2_450], actions: { 4: { kind: 'bet', to: 200, timedOut: false }, 6: { kind: 'called', amount: 200, timedOut: false }, 7: { kind: 'called', amount: 200, timedOut: false } },
  legal: { canFold: true, canCheck: false, call: 200, raise: fixedRaise(400, false) }, stacks: { 0: 6_000 }, button: 7,
}; // biome-ignore format: a scene
const tripleDraw: Scene = {
  seats: 6, own: 0, game: 'F2L3D', settings: { name: 'Alder', game: 'F2L3D' }, phase: 'playing', turn: 0, ...turnAt, street: 'second-draw', draw: { least: 0, most: 5 },
  cards: { 0: cards('2h 3d 5c 7s Kd') }, pots: [900], folded: [4],
  actions: { 1: { kind: 'discarded', count: 2, timedOut: false }, 2: { kind: 'discarded', count: 0, timedOut: false }, 5: { kind: 'discarded', count: 1, timedOut: false } },
}; // biome-ignore format: a scene
const plo8: Scene = {
  seats: 6, own: 0, game: 'PO/8', settings: { name: 'Linden', game: 'PO/8' }, phase: 'playing', turn: 0, ...turnAt, street: 'turn', cards: { 0: cards('As 2s Kd Kc') },
  boards: [cards('3h 6s 9d Kh')], pots: [1_200], bets: { 3: 900 }, folded: [2], actions: { 3: { kind: 'bet', to: 900, timedOut: false } },
  legal: { canFold: true, canCheck: false, call: 900, raise: { smallest: 1_800, largest: 3_900, step: 1, isBet: false } }, stacks: { 0: 9_000 },
}; // biome-ignore format: a scene
const plo8End: Scene = {
  ...plo8, turn: undefined, phase: 'ended', bets: {}, pots: [], actions: {}, folded: [1, 2, 4, 5], boards: [cards('3h 6s 9d Kh 4c')],
  cards: { 0: cards('As 2s Kd Kc'), 3: cards('7h 5c 9s 9c') }, winners: { 0: 2_100, 3: 2_100 },
  ranks: { 0: [made('high', 'three-of-a-kind', [11], cards('Kd Kc Kh 9d 6s')), made('low-8', 'low', [4, 2, 1, 0, 12], cards('6s 4c 3h 2s As'))], 3: [made('high', 'straight', [5], cards('7h 6s 5c 4c 3h'))] },
  awards: [award('low-8', { 0: 2_100 }), award('high', { 3: 2_100 })],
}; // biome-ignore format: a scene
const boardsEnd: Scene = {
  seats: 6, own: 0, game: 'PO-B2', settings: { name: 'Cedar', game: 'PO-B2', ante: 100 }, phase: 'ended', folded: [2, 4], boards: [cards('Ah Kd 7c 2s 2d'), cards('Qs Jh Td 5c 8s')],
  cards: { 0: cards('As Ad 9h 3c'), 3: cards('Kh 9c Qd Qc'), 1: cards('7h 7s 6d 6c'), 5: cards('2h 4d 4s 5s') }, winners: { 0: 3_100, 3: 3_100 },
  ranks: { 0: [made('high', 'full-house', [12, 0], cards('As Ad Ah 2s 2d')), made('high', 'straight', [10], cards('Qs Jh Td 9h 8s'), 1)], 3: [made('high', 'straight', [11], cards('Kh Qs Jh Td 9c'), 1), made('high', 'two-pair', [11, 10], cards('Kh Kd Qd Qc Ah'))] },
  awards: [award('high', { 0: 3_100 }), award('high', { 3: 3_100 }, 1)],
}; // biome-ignore format: a scene
const badugi: Scene = {
  seats: 8, own: 0, game: 'FB', settings: { name: 'Hawthorn', game: 'FB' }, phase: 'ended', cards: { 0: cards('Ac 4d 6h 7s'), 2: cards('2c 3d 8h 8s'), 5: cards('Ad 2h 5s Jc') }, folded: [1, 3, 4, 6, 7],
  winners: { 0: 1_650 }, awards: [award(null, { 0: 1_650 })],
  ranks: { 0: [made('badugi', 'badugi', [5, 4, 2, 12], cards('7s 6h 4d Ac'))], 2: [made('badugi', 'badugi', [6, 1, 0], cards('8h 3d 2c'))], 5: [made('badugi', 'badugi', [9, 3, 0, 12], cards('Jc 5s 2h Ad'))] },
}; // biome-ignore format: a scene
const studEnd: Scene = {
  ...stud, game: 'F7S/8', settings: { name: 'Rowan', game: 'HORSE', ...limits }, turn: undefined, phase: 'ended', bets: {}, actions: {}, pots: [], folded: [1, 3, 5, 6, 7],
  cards: { 0: cards('Ah Kd 9s'), 2: cards('Ac 3s 4s 5s 6h 9c 2h'), 4: cards('8h Kc 8c 8d 2s Jh Jd') }, open: { 0: cards('As 7d 7c Td') },
  winners: { 2: 1_225, 4: 1_225 }, awards: [award('high', { 4: 1_225 }), award('low-8', { 2: 1_225 })],
  ranks: { 2: [made('high', 'straight', [4], cards('6h 5s 4s 3s 2h')), made('low-8', 'low', [4, 3, 2, 1, 12], cards('6h 5s 4s 3s Ac'))], 4: [made('high', 'full-house', [6, 9], cards('8h 8c 8d Jh Jd'))] },
}; // biome-ignore format: a scene

const STORIES: Record<string, { scene: Scene | null; connection?: ConnectionState; sit?: boolean }> = {
  busy: { scene: busy },
  plo8: { scene: plo8 },
  'plo8-end': { scene: plo8End },
  'plo8-twice': {
    scene: {
      ...plo8End,
      boards: [...(plo8End.boards ?? []), cards('3h 6s 9d Qh Jc')],
      awards: [award('high', { 3: 1_050 }), award('low-8', { 0: 1_050 }), award(null, { 3: 2_100 }, 1)],
      ranks: {
        ...plo8End.ranks,
        3: [...(plo8End.ranks?.[3] ?? []), made('high', 'three-of-a-kind', [7], cards('9s 9c 9d Qh Jc'), 1)],
      },
    },
  },
  'six-cards': {
    scene: {
      ...plo8,
      game: 'PO6',
      seats: 7,
      cards: { 0: cards('As 2s Kd Kc 8h 9h'), 3: cards('7h 5c 9s 9c Jd Td') },
      turn: undefined,
      folded: [2],
    },
  },
  stud: { scene: stud },
  'stud-end': { scene: studEnd },
  'bring-in': {
    scene: {
      ...stud,
      game: 'FR',
      settings: { ...limits, name: 'Rowan', game: 'HORSE' },
      street: 'third-street',
      held: 3,
      pots: [120],
      bets: {},
      actions: {},
      cards: { 0: cards('Ah Kd') },
      open: Object.fromEntries(Object.entries(stud.open ?? {}).map(([seat, open]) => [seat, open.slice(0, 1)])),
      legal: { canFold: false, canCheck: false, bringIn: 25, raise: fixedRaise(100, false) },
    },
  },
  draw: { scene: tripleDraw },
  badugi: { scene: badugi },
  boards: {
    scene: {
      ...boardsEnd,
      phase: 'playing',
      turn: 3,
      ...turnAt,
      winners: {},
      awards: [],
      ranks: {},
      cards: { 0: cards('As Ad 9h 3c') },
      pots: [6_200],
    },
  },
  'boards-end': { scene: boardsEnd },
  thrice: { scene: { ...boardsEnd, game: 'PO', boards: [...(boardsEnd.boards ?? []), cards('4h 4c 9d Tc Js')] } },
  limit: {
    scene: {
      ...myTurn,
      game: 'FT',
      settings: { name: 'Yew', game: 'FT' },
      legal: { canFold: true, canCheck: false, call: 100, raise: fixedRaise(200, false) },
      bets: { 3: 100 },
    },
  },
  ten: {
    scene: {
      ...busy,
      seats: 10,
      bets: { 0: 100, 1: 600, 2: 600, 3: 600, 4: 600, 5: 600, 6: 12_400, 7: 600, 8: 600, 9: 600 },
      folded: [],
      pots: [2_450, 600, 300],
      button: 9,
    },
  },
  two: { scene: { ...myTurn, seats: 2, folded: [], bets: { 1: 400 }, button: 0 } },
  turn: { scene: myTurn },
  free: {
    scene: {
      ...myTurn,
      bets: {},
      actions: {},
      legal: { canFold: true, canCheck: true, raise: { smallest: 100, largest: 6_000, step: 1, isBet: true } },
    },
  },
  bank: { scene: { ...myTurn, isOnTimeBank: true, turnStartedMs: now - 26_000, turnEndsMs: now + 31_000 } },
  showdown: {
    scene: {
      seats: 6, own: 0, phase: 'ended', cards: { 0: hero, 3: [card('K', SPADE), card('Q', DIAMOND)] }, boards: [river], folded: [1, 2, 4], winners: { 0: 5_300 }, pots: [],
      ranks: { 0: [made('high', 'three-of-a-kind', [8], [hero[1] ?? 0, card('T', CLUB), card('T', HEART), hero[0] ?? 0, card('K', HEART)])] },
      awards: [award(null, { 0: 5_300 })],
    },
  }, // biome-ignore format: a scene
  watch: {
    scene: {
      seats: 6,
      own: null,
      phase: 'playing',
      turn: 2,
      ...turnAt,
      empty: [1, 4],
      pots: [450],
      boards: [flop],
      sittingOut: [5],
    },
  },
  full: { scene: { seats: 6, own: null, phase: 'playing', turn: 2, ...turnAt, pots: [450], boards: [flop] } },
  sit: {
    scene: { seats: 6, own: null, phase: 'playing', turn: 2, ...turnAt, empty: [1, 4], pots: [450], boards: [flop] },
    sit: true,
  },
  sealed: { scene: { seats: 6, own: 0, phase: 'sealed' } },
  out: { scene: { seats: 6, own: 0, phase: 'playing', turn: 2, ...turnAt, sittingOut: [0, 3], pots: [300] } },
  paused: { scene: { ...busy, isPaused: true } },
  lost: { scene: myTurn, connection: { kind: 'reconnecting', attempt: 3, nextTryAtMs: now + 8_000 } },
  refused: { scene: null },
};

const root = document.getElementById('root');
const {
  scene,
  connection = { kind: 'live' },
  sit = false,
} = STORIES[new URLSearchParams(location.search).get('story') ?? 'busy'] ?? { scene: busy };
const recent = [
  handVerification(117, 'verified'),
  handVerification(116, 'not-contributed'),
  handVerification(115, 'verified'),
  handVerification(114, 'none'),
];
if (!root) throw new Error('stories.html has no #root');
await startI18n();
const handle = storyTable(scene && tableView(scene), {
  current: handVerification(118, 'pending'),
  recent,
  refusedAtHandNo: null,
});
createRoot(root).render(<TableScreen room={storyRoom(connection)} handle={handle} invite={null} isToSit={sit} />);

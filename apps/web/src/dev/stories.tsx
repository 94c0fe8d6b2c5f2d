/** `vite apps/web`, then /stories.html?story=turn: every state of the table without a server. Not part of a build. */
import type { ConnectionState } from '@aboveboard/client';
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
  seats: 9, own: 3, phase: 'playing', turn: 5, ...turnAt, cards: { 3: hero }, board: flop, pots: [2_450], folded: [0, 6], allIn: [8],
  bets: { 4: 600, 5: 1_200, 7: 1_200, 8: 3_950, 1: 600, 2: 600, 3: 600 }, actions: { 4: { kind: 'called', amount: 600, timedOut: false }, 7: { kind: 'raised', to: 1_200, timedOut: false }, 1: { kind: 'checked', timedOut: false } },
  sittingOut: [], away: [2], stacks: { 8: 0, 5: 127_400 },
}; // biome-ignore format: a scene
const myTurn: Scene = {
  seats: 6, own: 0, phase: 'playing', turn: 0, ...turnAt, cards: { 0: hero }, board: flop, pots: [900], folded: [2, 4], bets: { 3: 400 },
  actions: { 3: { kind: 'bet', to: 400, timedOut: false } }, legal: { canFold: true, canCheck: false, call: 400, raise: { smallest: 800, largest: 6_000, isBet: false } }, stacks: { 0: 6_000 },
}; // biome-ignore format: a scene

const STORIES: Record<string, { scene: Scene | null; connection?: ConnectionState; sit?: boolean }> = {
  busy: { scene: busy },
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
      legal: { canFold: true, canCheck: true, raise: { smallest: 100, largest: 6_000, isBet: true } },
    },
  },
  bank: { scene: { ...myTurn, isOnTimeBank: true, turnStartedMs: now - 26_000, turnEndsMs: now + 31_000 } },
  showdown: {
    scene: {
      seats: 6, own: 0, phase: 'ended', cards: { 0: hero, 3: [card('K', SPADE), card('Q', DIAMOND)] }, board: river, folded: [1, 2, 4], winners: { 0: 5_300 }, pots: [],
      ranks: { 0: { category: 'three-of-a-kind', ranks: [8, 12, 11], best: [hero[1] ?? 0, card('T', CLUB), card('T', HEART), hero[0] ?? 0, card('K', HEART)] } },
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
      board: flop,
      sittingOut: [5],
    },
  },
  full: { scene: { seats: 6, own: null, phase: 'playing', turn: 2, ...turnAt, pots: [450], board: flop } },
  sit: {
    scene: { seats: 6, own: null, phase: 'playing', turn: 2, ...turnAt, empty: [1, 4], pots: [450], board: flop },
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

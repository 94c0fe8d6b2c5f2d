/**
 * Where everything on the table lies, computed for the very size of the felt's area, so that pot, stacks, bets, button and cards
 * can be proven not to overlap (table-layout.test.ts) instead of being nudged in style sheets.
 *
 * Seats, board and pot stand fixed. Bets and the dealer's button then look for the free place nearest to their seat, bets first, and
 * keep it for as long as the size and the number of seats stay: nothing moves under the finger.
 */
import { assert } from '@aboveboard/kit';
import { type Box, boxAround, centreOf, isInside, overlaps, unionOf } from './box.ts';
import { type Point, TALL, tallSlots, WIDE, wideSlots } from './seat-slots.ts';

export type SeatPlace = {
  readonly seat: number;
  readonly isHero: boolean;
  /** Name and stack. */
  readonly plate: Box;
  /** Both hole cards, as far as they can be seen. */
  readonly cards: Box;
  readonly bet: Box;
  /** The dealer's button, when it is here. */
  readonly button: Box;
};

export type TableLayout = {
  readonly mode: 'wide' | 'tall';
  /** Pixels of one design unit. */
  readonly scale: number;
  readonly area: Box;
  readonly felt: Box;
  readonly board: Box;
  readonly pot: Box;
  readonly sidePots: Box;
  readonly seats: readonly SeatPlace[];
  readonly cardSize: { readonly board: number; readonly hole: number; readonly hero: number };
};

const SIZES = {
  wide: {
    plate: [156, 54], heroPlate: [168, 54], hole: 46, hero: 74, holeStep: 36, heroStep: 80, showing: 44, heroShowing: 108,
    bet: [112, 26], button: 26, boardCard: 66, boardGap: 8, pot: [260, 34], sidePots: [420, 26], gap: 5,
  },
  tall: {
    plate: [80, 38], heroPlate: [92, 46], hole: 30, hero: 52, holeStep: 24, heroStep: 54, showing: 22, heroShowing: 73,
    bet: [70, 18], button: 18, boardCard: 35, boardGap: 3, pot: [116, 24], sidePots: [188, 18], gap: 1,
  },
} as const; // biome-ignore format: one line a size class keeps the two comparable

const CARD_RATIO = 90 / 64;

/**
 * @param size pixels of the area between top bar and action dock
 * @param heroSeat the seat shown at the bottom centre; a spectator sees seat 0 there, drawn like the others' seats
 */
export function layOut(size: { w: number; h: number }, seatCount: number, heroSeat: number | null): TableLayout {
  assert(seatCount >= 2 && seatCount <= 10, `no layout for ${seatCount} seats`);
  const mode = size.w < size.h * 1.25 ? 'tall' : 'wide';
  const design = mode === 'wide' ? WIDE : TALL;
  const scale = Math.min(size.w / design.w, size.h / design.h, mode === 'wide' ? 1.3 : 2);
  const stretch: Point =
    mode === 'wide'
      ? { x: Math.min(size.w / design.w / scale, 1.12), y: 1 }
      : { x: size.w / design.w / scale, y: Math.min(size.h / design.h / scale, 1.35) };
  const unit = unscaled(mode, stretch, seatCount, heroSeat);
  const shift = { x: (size.w / scale - unit.area.w) / 2, y: (size.h / scale - unit.area.h) / 2 };
  const place = (b: Box): Box => ({ x: (b.x + shift.x) * scale, y: (b.y + shift.y) * scale, w: b.w * scale, h: b.h * scale });
  return {
    mode,
    scale,
    area: { x: 0, y: 0, w: size.w, h: size.h },
    felt: place(unit.felt),
    board: place(unit.board),
    pot: place(unit.pot),
    sidePots: place(unit.sidePots),
    seats: unit.seats.map((s) => ({
      ...s,
      plate: place(s.plate),
      cards: place(s.cards),
      bet: place(s.bet),
      button: place(s.button),
    })),
    cardSize: { board: SIZES[mode].boardCard * scale, hole: SIZES[mode].hole * scale, hero: SIZES[mode].hero * scale },
  };
}

type Fixed = Pick<TableLayout, 'area' | 'felt' | 'board' | 'pot' | 'sidePots' | 'seats'>;
type Sitting = Omit<SeatPlace, 'bet' | 'button'>;

function unscaled(mode: 'wide' | 'tall', stretch: Point, seatCount: number, heroSeat: number | null): Fixed {
  const sizes = SIZES[mode];
  const design = mode === 'wide' ? WIDE : TALL;
  const area: Box = { x: 0, y: 0, w: design.w * stretch.x, h: design.h * stretch.y };
  const slots = (mode === 'wide' ? wideSlots(seatCount) : tallSlots(seatCount)).map((p) => spread(p, mode, stretch));
  const sitting = slots.map((slot, i) => sitAt(mode, slot, ((heroSeat ?? 0) + i) % seatCount, heroSeat !== null && i === 0));
  const cx = area.w / 2;
  const boardY = mode === 'wide' ? 276 : 166 * stretch.y;
  const boardW = 5 * sizes.boardCard + 4 * sizes.boardGap;
  const boardH = sizes.boardCard * CARD_RATIO;
  const board = boxAround(cx, boardY, boardW, boardH);
  const below = mode === 'wide' ? 24 : 13;
  const pot = boxAround(cx, board.y - below, sizes.pot[0], sizes.pot[1]);
  const sidePots = boxAround(cx, board.y + boardH + below, sizes.sidePots[0], sizes.sidePots[1]);
  const felt = mode === 'wide' ? boxAround(cx, 312, area.w - 190, 420) : { x: 12, y: 30, w: area.w - 24, h: area.h - 56 };
  return { area, felt, board, pot, sidePots, seats: settle(sitting, [board, pot, sidePots], { area, mode }) };
}

/** Uses up room the design size leaves: sideways on a wide screen, both ways on a tall one. */
function spread(slot: Point, mode: 'wide' | 'tall', stretch: Point): Point {
  if (mode === 'wide') return { x: slot.x * stretch.x, y: slot.y };
  const x = slot.x < 60 || slot.x > 300 ? (slot.x < 60 ? slot.x : TALL.w * stretch.x - (TALL.w - slot.x)) : slot.x * stretch.x;
  const isHero = slot.y > 300;
  return { x, y: isHero ? TALL.h * stretch.y - (TALL.h - slot.y) : slot.y < 60 ? slot.y : slot.y * stretch.y };
}

function sitAt(mode: 'wide' | 'tall', slot: Point, seat: number, isHero: boolean): Sitting {
  const s = SIZES[mode];
  const [w, h] = isHero ? s.heroPlate : s.plate;
  const width = isHero ? s.hero + s.heroStep : s.hole + s.holeStep;
  const showing = isHero ? s.heroShowing : s.showing;
  if (isHero && mode === 'tall') {
    const cards = { x: slot.x - (width + w + 6) / 2, y: slot.y - 37, w: width, h: showing };
    return { seat, isHero, cards, plate: { x: cards.x + width + 6, y: slot.y + 36 - h, w, h } };
  }
  const plate = boxAround(slot.x, slot.y, w, h);
  return { seat, isHero, plate, cards: { x: slot.x - width / 2, y: plate.y - showing, w: width, h: showing } };
}

/** Gives each seat a place for its bet and for the button. */
function settle(sitting: readonly Sitting[], fixed: readonly Box[], room: { area: Box; mode: 'wide' | 'tall' }): SeatPlace[] {
  const sizes = SIZES[room.mode];
  const taken = [...fixed, ...sitting.flatMap((s) => [s.plate, s.cards])];
  const take = (found: Box): Box => {
    taken.push(found);
    return found;
  };
  const [betW, betH] = sizes.bet;
  const bets = sitting.map((s) =>
    take(
      room.mode === 'tall' ? besidePlate(s, betW, betH, room.area) : nearestFree(s, betW, betH, taken, sizes.gap, room.area),
    ),
  );
  const buttons = sitting.map((s) => take(nearestFree(s, sizes.button, sizes.button, taken, sizes.gap, room.area)));
  return sitting.map((s, i) => ({ ...s, bet: bets[i] as Box, button: buttons[i] as Box }));
}

/** On a phone the middle belongs to the board: a bet lies under its seat's plate, the hero's above the cards. */
function besidePlate(s: Sitting, w: number, h: number, area: Box): Box {
  if (s.isHero) return boxAround(centreOf(unionOf([s.plate, s.cards])).x, s.cards.y - h / 2 - 2, w, h);
  const { x, y } = centreOf(s.plate);
  const isOnTop = s.plate.y < 60;
  const clearOfSides = Math.min(Math.max(x, 108), area.w - 108); // the cards of the uppermost side seats reach as high
  return boxAround(isOnTop ? clearOfSides : x, y + s.plate.h / 2 + h / 2 + 1, w, h);
}

/** Degrees away from the straight way to the middle of the table; each costs as much as half a unit of distance. */
const ASIDES = [0, 15, -15, 30, -30, 45, -45, 60, -60, 75, -75, 90, -90, 110, -110, 135, -135];
const UNITS_PER_DEGREE = 0.5;

/** Looks outwards from the seat on a fan of rays; near and towards the middle of the table is best. */
function nearestFree(s: Sitting, w: number, h: number, taken: readonly Box[], gap: number, area: Box): Box {
  const from = centreOf(unionOf([s.plate, s.cards]));
  const inwards = Math.atan2(area.h / 2 - from.y, area.w / 2 - from.x);
  const isFree = (box: Box) => isInside(box, area) && !taken.some((other) => overlaps(box, other, gap));
  let best: { readonly box: Box; readonly cost: number } | null = null;
  for (const aside of ASIDES) {
    const angle = inwards + (aside * Math.PI) / 180;
    for (let distance = 0; distance < area.w; distance += 3) {
      const cost = distance + Math.abs(aside) * UNITS_PER_DEGREE;
      if (best && cost >= best.cost) break;
      const box = boxAround(from.x + Math.cos(angle) * distance, from.y + Math.sin(angle) * distance, w, h);
      if (isFree(box)) best = { box, cost };
    }
  }
  assert(best, `no free place of ${w}×${h} at the table`); // the layout test runs every size and number of seats we support
  return best.box;
}

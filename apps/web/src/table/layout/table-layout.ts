/**
 * Where everything on the table lies, computed for the very size of the felt's area, so that pot, stacks, bets, button and cards
 * can be proven not to overlap (table-layout.test.ts) instead of being nudged in style sheets.
 *
 * Seats, board and pot stand fixed. Bets and the dealer's button then look for the free place nearest to their seat, bets first, and
 * keep it for as long as the size and the number of seats stay: nothing moves under the finger.
 */
import { assert } from '@aboveboard/kit';
import { type Box, boxAround, centreOf, isInside, overlaps, unionOf } from './box.ts';
import { type Deal, type Measures, measuresFor } from './measures.ts';
import { EDGE, type Point, TALL, tallSlots, WIDE, wideSlots } from './seat-slots.ts';

export type SeatPlace = {
  readonly seat: number;
  readonly isHero: boolean;
  /** Name and stack. */
  readonly plate: Box;
  /** All own cards, as far as they can be seen. */
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
  /** Where the cards of the board lie, one box a board; the middle of the felt where there is none. */
  readonly board: Box;
  readonly boards: readonly Box[];
  readonly pot: Box;
  readonly sidePots: Box;
  /** Who won what, when bets and pots are off the table. */
  readonly result: Box;
  readonly seats: readonly SeatPlace[];
  readonly cardSize: {
    readonly board: number;
    readonly hole: number;
    readonly holeStep: number;
    readonly hero: number;
    readonly heroStep: number;
  };
};

const CARD_RATIO = 90 / 64;

/**
 * @param size pixels of the area between top bar and action dock
 * @param heroSeat the seat shown at the bottom centre; a spectator sees seat 0 there, drawn like the others' seats
 */
export function layOut(size: { w: number; h: number }, seatCount: number, heroSeat: number | null, deal: Deal): TableLayout {
  assert(seatCount >= 2 && seatCount <= 10, `no layout for ${seatCount} seats`);
  const mode = size.w < size.h * 1.25 ? 'tall' : 'wide';
  const design = mode === 'wide' ? WIDE : TALL;
  const scale = Math.min(size.w / design.w, size.h / design.h, mode === 'wide' ? 1.3 : 2);
  const stretch: Point =
    mode === 'wide'
      ? { x: Math.min(size.w / design.w / scale, 1.12), y: 1 }
      : { x: size.w / design.w / scale, y: Math.min(size.h / design.h / scale, 1.35) };
  const sizes = measuresFor(mode, deal, seatCount);
  const unit = unscaled({ mode, stretch, sizes, deal }, seatCount, heroSeat);
  const shift = { x: (size.w / scale - unit.area.w) / 2, y: (size.h / scale - unit.area.h) / 2 };
  const place = (b: Box): Box => ({ x: (b.x + shift.x) * scale, y: (b.y + shift.y) * scale, w: b.w * scale, h: b.h * scale });
  return {
    mode,
    scale,
    area: { x: 0, y: 0, w: size.w, h: size.h },
    felt: place(unit.felt),
    board: place(unit.board),
    boards: unit.boards.map(place),
    pot: place(unit.pot),
    sidePots: place(unit.sidePots),
    result: place(unit.result),
    seats: unit.seats.map((s) => ({
      ...s,
      plate: place(s.plate),
      cards: place(s.cards),
      bet: place(s.bet),
      button: place(s.button),
    })),
    cardSize: {
      board: sizes.boardCard * scale,
      hole: sizes.hole * scale,
      holeStep: sizes.holeStep * scale,
      hero: sizes.hero * scale,
      heroStep: sizes.heroStep * scale,
    },
  };
}

type Frame = { readonly mode: 'wide' | 'tall'; readonly stretch: Point; readonly sizes: Measures; readonly deal: Deal };
type Middle = Pick<TableLayout, 'board' | 'boards' | 'pot' | 'sidePots'>;
type Fixed = Middle & Pick<TableLayout, 'area' | 'felt' | 'seats' | 'result'>;
type Sitting = Omit<SeatPlace, 'bet' | 'button'>;

function unscaled(frame: Frame, seatCount: number, heroSeat: number | null): Fixed {
  const { mode, stretch } = frame;
  const design = mode === 'wide' ? WIDE : TALL;
  const area: Box = { x: 0, y: 0, w: design.w * stretch.x, h: design.h * stretch.y };
  const slots = (mode === 'wide' ? wideSlots(seatCount) : tallSlots(seatCount)).map((p) => spread(p, mode, stretch));
  const sitting = slots.map((slot, i) =>
    sitAt(frame, area, slot, ((heroSeat ?? 0) + i) % seatCount, heroSeat !== null && i === 0),
  );
  const middle = layMiddle(frame, area);
  const felt =
    mode === 'wide' ? boxAround(area.w / 2, 312, area.w - 190, 420) : { x: 12, y: 30, w: area.w - 24, h: area.h - 56 };
  const seats = settle(sitting, [...middle.boards, middle.pot, middle.sidePots], { area, frame });
  const below = sitting[0] ? sitting[0].cards.y : area.h;
  return { area, felt, ...middle, seats, result: layResult(frame, area, middle, below) };
}

/**
 * Boards one above the other, the pot over them, side pots under them; without a board the pot lies in the middle. On a phone the open
 * cards of stud fill both sides: what lies in the middle keeps clear of the rows where the bets are.
 */
function layMiddle({ mode, stretch, sizes, deal }: Frame, area: Box): Middle {
  const { boardCard, boardColumns, boardGap, rowGap } = sizes;
  const cx = area.w / 2;
  const rows = deal.open > 0 ? 1 : deal.boards; // the last card of a full stud table is shared
  const rowH = boardCard * CARD_RATIO;
  const w = boardColumns * boardCard + (boardColumns - 1) * boardGap;
  const h = Math.max(rows * rowH + (rows - 1) * rowGap, 0);
  if (mode === 'tall' && deal.open > 0) {
    const at = (y: number, width: number, height: number) => boxAround(cx, y * stretch.y, width, height);
    const shared = at(120, boardCard, rowH);
    return { board: shared, boards: [shared], pot: at(160, ...sizes.pot), sidePots: at(217, ...sizes.sidePots) };
  }
  const cy = mode === 'wide' ? 276 - Math.max(rows - 1, 0) * 6 : (rows > 2 ? 176 : 166) * stretch.y;
  const board = boxAround(cx, cy, w, h);
  const boards = Array.from({ length: rows }, (_, row) => ({ ...board, y: board.y + row * (rowH + rowGap), h: rowH }));
  const aside = mode === 'wide' ? 24 : 13;
  const pot = boxAround(cx, board.y - aside, sizes.pot[0], sizes.pot[1]);
  const under = board.y + h + (sizes.sidePots[1] - (mode === 'wide' ? 26 : 18)) / 2 + aside;
  return { board, boards, pot, sidePots: boxAround(cx, under, sizes.sidePots[0], sizes.sidePots[1]) };
}

/** Under the boards, or beside them where the screen is wide and there are several; never on a card. */
function layResult({ mode, deal }: Frame, area: Box, { board, boards, pot }: Middle, below: number): Box {
  const gap = mode === 'wide' ? 8 : 4;
  if (mode === 'wide' && boards.length > 1) return { x: board.x + board.w + 2 * gap, y: board.y, w: 250, h: board.h };
  const y = deal.boards > 0 ? board.y + board.h + gap : pot.y;
  const w = mode === 'wide' ? 620 : deal.open > 0 ? 128 : 190;
  return { x: (area.w - w) / 2, y, w, h: below - gap - y };
}

/** Uses up room the design size leaves: sideways on a wide screen, both ways on a tall one. */
function spread(slot: Point, mode: 'wide' | 'tall', stretch: Point): Point {
  if (mode === 'wide') return { x: slot.x * stretch.x, y: slot.y };
  const x = slot.x < 60 || slot.x > 300 ? (slot.x < 60 ? slot.x : TALL.w * stretch.x - (TALL.w - slot.x)) : slot.x * stretch.x;
  const isHero = slot.y > 300;
  return { x, y: isHero ? TALL.h * stretch.y - (TALL.h - slot.y) : slot.y < 60 ? slot.y : slot.y * stretch.y };
}

function sitAt({ mode, sizes }: Frame, area: Box, slot: Point, seat: number, isHero: boolean): Sitting {
  const [w, h] = isHero ? sizes.heroPlate : sizes.plate;
  const width = isHero ? sizes.heroStrip : sizes.strip;
  const showing = isHero ? sizes.heroShowing : sizes.showing;
  if (isHero && mode === 'tall') {
    const cards = { x: slot.x - (width + w + 6) / 2, y: slot.y - 37, w: width, h: showing };
    return { seat, isHero, cards, plate: { x: cards.x + width + 6, y: slot.y + 36 - h, w, h } };
  }
  const plate = boxAround(slot.x, Math.max(slot.y, showing + h / 2 + 3), w, h);
  const x = Math.min(Math.max(slot.x - width / 2, 2), area.w - width - 2);
  return { seat, isHero, plate, cards: { x, y: plate.y - showing, w: width, h: showing } };
}

/** Gives each seat a place for its bet and for the button. */
function settle(sitting: readonly Sitting[], fixed: readonly Box[], { area, frame }: { area: Box; frame: Frame }): SeatPlace[] {
  const { mode, sizes, deal } = frame;
  const taken = [...fixed, ...sitting.flatMap((s) => [s.plate, s.cards])];
  const take = (found: Box): Box => {
    taken.push(found);
    return found;
  };
  const [betW, betH] = sizes.bet;
  const bets = sitting.map((s) =>
    take(mode === 'tall' ? besidePlate(s, sizes, area, deal.open > 0) : nearestFree(s, betW, betH, taken, sizes.gap, area)),
  );
  const buttons = sitting.map((s) => take(nearestFree(s, sizes.button, sizes.button, taken, sizes.gap, area)));
  return sitting.map((s, i) => ({ ...s, bet: bets[i] as Box, button: buttons[i] as Box }));
}

/** On a phone the middle belongs to the board: a bet lies under its seat's plate, in stud beside it, the hero's above the cards. */
function besidePlate(s: Sitting, { bet: [w, h], strip, plate }: Measures, area: Box, isStud: boolean): Box {
  if (s.isHero) return boxAround(centreOf(unionOf([s.plate, s.cards])).x, s.cards.y - h / 2 - 2, w, h);
  const { x, y } = centreOf(s.plate);
  const isOnTop = s.plate.y < 60;
  if (isStud && !isOnTop && Math.abs(x - area.w / 2) > plate[0]) {
    return boxAround(x + Math.sign(area.w / 2 - x) * (plate[0] / 2 + w / 2 + 2), y, w, h);
  }
  const side = Math.max(108, (isStud ? strip + 2 : EDGE + strip / 2) + w / 2); // the cards of the uppermost side seats reach as high
  const clearOfSides = Math.min(Math.max(x, side), area.w - side);
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

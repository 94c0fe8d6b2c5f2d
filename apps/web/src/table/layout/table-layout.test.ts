import { expect, test } from 'vitest';
import { type Box, isInside, overlaps } from './box.ts';
import { layOut } from './table-layout.ts';

/** The felt's area on the two screens of design/ux.md, on others people have, and on a window being resized. */
const AREAS = [
  { name: 'desktop 1440×900', w: 1440, h: 716 },
  { name: 'laptop 1280×720', w: 1280, h: 536 },
  { name: 'phone 360×640', w: 360, h: 396 },
  { name: 'phone 390×844', w: 390, h: 600 },
  { name: 'tablet 768×1024', w: 768, h: 820 },
  { name: 'wide screen 1920×1080', w: 1920, h: 896 },
];

/** What games need: own cards, open ones, boards, and how many can sit. */
const DEALS = [
  { name: "hold'em", held: 2, open: 0, boards: 1, most: 10 },
  { name: "hold'em run twice", held: 2, open: 0, boards: 2, most: 10 },
  { name: 'Omaha', held: 4, open: 0, boards: 1, most: 10 },
  { name: 'Omaha on two boards', held: 4, open: 0, boards: 2, most: 10 },
  { name: 'Omaha run thrice', held: 4, open: 0, boards: 3, most: 10 },
  { name: 'six-card Omaha', held: 6, open: 0, boards: 1, most: 7 },
  { name: 'five-card draw', held: 5, open: 0, boards: 0, most: 9 },
  { name: 'badugi', held: 4, open: 0, boards: 0, most: 10 },
  { name: 'stud', held: 7, open: 4, boards: 0, most: 8 },
] as const;
const HOLDEM = DEALS[0];

for (const { name, ...size } of AREAS) {
  for (const { name: game, most, ...deal } of DEALS) {
    for (let seats = 2; seats <= most; seats++) {
      for (const hero of [0, seats - 1, null]) {
        test(`${name}, ${game}, ${seats} seats, ${hero === null ? 'watching' : `hero in seat ${hero}`}: nothing overlaps and nothing is cut off`, () => {
          const layout = layOut(size, seats, hero, deal);
          const boxes: [string, Box][] = [
            ...layout.boards.map((box, b): [string, Box] => [`board ${b}`, box]),
            ['pot', layout.pot],
            ['side pots', layout.sidePots],
            ...layout.seats.flatMap((s): [string, Box][] => [
              [`plate ${s.seat}`, s.plate],
              [`cards ${s.seat}`, s.cards],
              [`bet ${s.seat}`, s.bet],
              [`button ${s.seat}`, s.button],
            ]),
          ];
          const area = { x: -0.5, y: -0.5, w: size.w + 1, h: size.h + 1 };
          expect(boxes.filter(([, box]) => !isInside(box, area)).map(([what]) => what)).toEqual([]);
          const pairs = boxes.flatMap((a, i) => boxes.slice(i + 1).map((b) => [a, b] as const));
          expect(pairs.filter(([a, b]) => overlaps(a[1], b[1], -0.01)).map(([a, b]) => `${a[0]} on ${b[0]}`)).toEqual([]);
        });
      }
    }
  }
}

test('every seat has its place once, clockwise from the hero at the bottom centre', () => {
  const layout = layOut({ w: 360, h: 396 }, 9, 4, HOLDEM);
  expect(layout.seats.map((s) => s.seat)).toEqual([4, 5, 6, 7, 8, 0, 1, 2, 3]);
  const hero = layout.seats[0];
  expect(hero?.isHero).toBe(true);
  expect(hero && hero.plate.y + hero.plate.h).toBeGreaterThan(396 - 40);
});

test("the hero's cards are at least 48 pixels wide on a phone of 360×640, and a bet stays nearer to its own seat than to others", () => {
  const layout = layOut({ w: 360, h: 396 }, 9, 0, HOLDEM);
  expect(layout.cardSize.hero).toBeGreaterThanOrEqual(48);
  const far = (a: Box, b: Box) => Math.hypot(a.x + a.w / 2 - b.x - b.w / 2, a.y + a.h / 2 - b.y - b.h / 2);
  for (const s of layout.seats.filter((seat) => !seat.isHero)) {
    const others = layout.seats.filter((o) => o.seat !== s.seat && !o.isHero);
    expect(Math.min(...others.map((o) => far(s.bet, o.plate))), `bet ${s.seat}`).toBeGreaterThan(far(s.bet, s.plate) * 0.9);
  }
});

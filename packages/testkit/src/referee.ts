/**
 * A second opinion on what a seat may do, slow on purpose and written apart from the engine: it reads the story of the hand from its
 * events and answers one question at a time, "may this seat bet to this amount?", from the words of the rules.
 */
import type { HandEvent, HandSetup, SeatIndex } from '@aboveboard/engine';

interface Chair {
  stack: number;
  /** Chips before the seat on this street. */
  bet: number;
  isFolded: boolean;
  /** Numbers of the cards that lie open. */
  open: number[];
  /** Bet it answered when it last acted on this street, `null` before. */
  answered: number | null;
}

interface Story {
  readonly setup: HandSetup;
  readonly chairs: Map<SeatIndex, Chair>;
  street: number;
  /** What must be matched. */
  price: number;
  /** Amounts the price has stood at on this street, the blind first. */
  prices: number[];
  /** The largest full bet or raise of this street. */
  largestRaise: number;
  /** Bet or raised on this street; a blind or a bring-in is neither. */
  hasBet: boolean;
  liveAtStart: number;
  /** Chips by which the blinds before the seats fall short of whole ones. */
  blindsLacking: number;
}

export interface Verdict {
  readonly mayFold: boolean;
  readonly mayCheck: boolean;
  /** Chips a call adds, 0 for none. */
  readonly call: number;
  readonly bringIn: number;
  readonly mayRaiseTo: (to: number) => boolean;
}

/** What the seat that has the turn after `events` may do. */
export function judge(events: readonly HandEvent[], seat: SeatIndex): Verdict {
  const story = tell(events);
  const own = story.chairs.get(seat) as Chair;
  const others = [...story.chairs.values()].filter((chair) => chair !== own);
  const canAnswer = others.some(({ isFolded, stack }) => !isFolded && stack > 0);
  const due = canAnswer ? story.price : Math.min(story.price, Math.max(...others.map(({ bet }) => bet)));
  const owed = Math.max(0, due - own.bet);
  const { game, stakes } = story.setup;
  const isBringInDue = game.forced === 'bring-in' && story.street === 0 && story.price === 0;
  return {
    mayFold: !isBringInDue,
    mayCheck: !isBringInDue && owed === 0,
    call: isBringInDue ? 0 : Math.min(owed, own.stack),
    bringIn: isBringInDue ? Math.min(stakes.bringIn, own.stack) : 0,
    mayRaiseTo: (to) => canAnswer && mayRaiseAtAll(story, own) && isRaise(story, own, to, owed),
  };
}

function tell(events: readonly HandEvent[]): Story {
  const [first] = events;
  if (first?.kind !== 'hand-started') throw new Error('a story begins with its setup');
  const { setup } = first;
  const chairs = new Map<SeatIndex, Chair>();
  for (const { seat, stack } of setup.seats) chairs.set(seat, { stack, bet: 0, isFolded: false, open: [], answered: null });
  const story: Story = {
    ...{ setup, chairs, street: 0, price: 0, prices: [], largestRaise: setup.stakes.smallBet },
    ...{ hasBet: false, liveAtStart: chairs.size, blindsLacking: 0 },
  };
  const blinds = [setup.bigBlind === null ? 0 : setup.stakes.bigBlind, ...setup.extraBlinds.map(({ amount }) => amount)];
  setPrice(story, Math.max(...blinds));
  if (setup.game.forced === 'blinds') story.blindsLacking = setup.stakes.smallBlind + setup.stakes.bigBlind;
  const straddle = setup.extraBlinds.findLast(({ what }) => what === 'straddle');
  if (straddle && setup.game.limit !== 'fixed-limit' && setup.options.straddleRaise === 'straddle')
    story.largestRaise = straddle.amount;
  for (const event of events) hear(story, event);
  return story;
}

function setPrice(story: Story, price: number): void {
  story.price = price;
  if (price > 0) story.prices.push(price);
}

/** The size of a fixed bet on the street. */
function unit({ setup, street }: Story): number {
  return setup.game.streets[street]?.bet === 'big' ? setup.stakes.bigBet : setup.stakes.smallBet;
}

function hear(story: Story, event: HandEvent): void {
  const chair = 'seat' in event ? (story.chairs.get(event.seat) as Chair) : null;
  switch (event.kind) {
    case 'posted': {
      const isLive = !['ante', 'big-blind-ante', 'button-ante', 'dead-blind'].includes(event.what);
      (chair as Chair).stack -= event.amount;
      if (isLive) (chair as Chair).bet += event.amount;
      if (event.what === 'small-blind' || event.what === 'big-blind') story.blindsLacking -= event.amount;
      if (event.what !== 'bring-in') return;
      (chair as Chair).answered = 0;
      story.price = story.setup.stakes.bringIn; // no bet: it is not among the prices that count as one
      return;
    }
    case 'hole-dealt':
      seeOpenCards(story, chair as Chair, event.cards);
      return;
    case 'folded':
      (chair as Chair).isFolded = true;
      return;
    case 'checked':
      (chair as Chair).answered = story.hasBet || story.prices.length > 0 ? story.price : 0;
      return;
    case 'called':
      (chair as Chair).stack -= event.amount;
      (chair as Chair).bet += event.amount;
      (chair as Chair).answered = story.prices.length > 0 ? story.price : 0;
      return;
    case 'raised': {
      (chair as Chair).stack -= event.to - (chair as Chair).bet;
      (chair as Chair).bet = event.to;
      (chair as Chair).answered = event.to;
      const step = event.to - (story.prices.at(-1) ?? 0);
      if (isOpenPairStreet(story) && !story.hasBet && event.to === story.setup.stakes.bigBet) story.largestRaise = event.to;
      story.largestRaise = Math.max(story.largestRaise, story.setup.game.limit === 'fixed-limit' ? 0 : step);
      story.hasBet = true;
      setPrice(story, event.to);
      return;
    }
    case 'uncalled-returned':
      (chair as Chair).stack += event.amount;
      return;
    case 'pots-gathered':
      story.street += 1;
      story.price = 0;
      story.prices = [];
      story.hasBet = false;
      for (const one of story.chairs.values()) Object.assign(one, { bet: 0, answered: null });
      story.liveAtStart = [...story.chairs.values()].filter(({ isFolded }) => !isFolded).length;
      story.largestRaise = story.setup.game.limit === 'fixed-limit' ? unit(story) : story.setup.stakes.smallBet;
      return;
    default:
      return;
  }
}

const ACE_OF_CLUBS = 48;

/** A door card that its ante put all-in brings nothing in, and the price is the bring-in all the same. */
function seeOpenCards(story: Story, chair: Chair, cards: readonly (number | null)[]): void {
  const { game, stakes } = story.setup;
  if (game.forced !== 'bring-in') return;
  const dealt = game.streets[story.street]?.hole ?? '';
  chair.open.push(...cards.filter((card, i): card is number => card !== null && dealt[i] === 'u'));
  const doors = [...story.chairs.values()].map(({ open }) => open[0]);
  if (story.street > 0 || doors.includes(undefined)) return;
  const isAceLow = game.streets[0]?.opens === 'high-card';
  const height = (card: number): number => (isAceLow && card >= ACE_OF_CLUBS ? card - 52 : card);
  const sorted = (doors as number[]).toSorted((a, b) => height(a) - height(b));
  const door = isAceLow ? sorted.at(-1) : sorted[0];
  const opener = [...story.chairs.values()].find(({ open }) => open[0] === door);
  if (opener?.stack === 0) story.price = stakes.bringIn;
}

function mayRaiseAtAll(story: Story, { answered }: Chair): boolean {
  const { game, options } = story.setup;
  if (game.limit === 'fixed-limit' && isCapped(story, game.raises ?? options.raiseCap, game.raises !== undefined)) return false;
  if (answered === null) return true;
  const grown = story.price - answered;
  return game.limit === 'fixed-limit' ? grown >= story.largestRaise / 2 : grown >= story.largestRaise;
}

/** Whole bets made so far, an all-in of half a bet or more counted as one. */
function isCapped({ prices, largestRaise, liveAtStart }: Story, cap: number | null, isAlways: boolean): boolean {
  if (cap === null || (liveAtStart <= 2 && !isAlways)) return false;
  let made = 0;
  let last = 0;
  for (const [i, price] of prices.entries()) {
    const isWhole = price % largestRaise === 0 || price - last >= largestRaise / 2;
    made += i === 0 ? Math.max(Math.floor(price / largestRaise), isWhole && last === 0 ? 1 : 0) : isWhole ? 1 : 0;
    last = price;
  }
  return made > cap;
}

function isRaise(story: Story, own: Chair, to: number, owed: number): boolean {
  const allIn = own.bet + own.stack;
  if (!Number.isInteger(to) || to <= story.price || to > allIn) return false;
  const { game, stakes, options } = story.setup;
  const isCompletion = game.forced === 'bring-in' && story.street === 0 && !story.hasBet && story.price < story.largestRaise;
  const least = isCompletion ? story.largestRaise : story.price + story.largestRaise;
  switch (game.limit) {
    case 'no-limit':
      return to >= least || to === allIn;
    case 'pot-limit':
      return (
        to <= Math.max(least, story.price + middle(story) + owed + (story.street === 0 ? story.blindsLacking : 0)) &&
        (to >= least || to === allIn)
      );
    case 'spread-limit':
      return to <= story.price + stakes.bigBet && (to >= least || to === allIn);
    case 'fixed-limit': {
      const wholes = fixedBets(story, options.afterHalfBet);
      return wholes.includes(to) || (to === allIn && to < Math.min(...wholes));
    }
  }
}

/** The bets a player with chips enough may make: one, or two where an open pair lets the big one in. */
function fixedBets(story: Story, afterHalf: 'next-bet' | 'bet-more'): number[] {
  const { price, largestRaise, setup } = story;
  const odd = price % largestRaise;
  const next = price - odd + largestRaise;
  const isFromHalf = odd > 0 && odd >= largestRaise / 2 && afterHalf === 'bet-more';
  const bet = odd === 0 || isFromHalf ? price + largestRaise : next;
  return isOpenPairStreet(story) && price === 0 && hasOpenPair(story) ? [bet, setup.stakes.bigBet] : [bet];
}

function isOpenPairStreet({ setup, street }: Story): boolean {
  return setup.options.openPairBigBet && street === 1 && setup.game.forced === 'bring-in';
}

function hasOpenPair({ chairs }: Story): boolean {
  return [...chairs.values()].some(({ isFolded, open }) => !isFolded && open[0] !== undefined && isPair(open));
}

function isPair([a = 0, b = -4]: readonly number[]): boolean {
  return Math.floor(a / 4) === Math.floor(b / 4);
}

/** All chips that players have put in. */
function middle({ setup, chairs }: Story): number {
  return setup.seats.reduce((sum, { seat, stack }) => sum + stack - (chairs.get(seat)?.stack ?? 0), 0);
}

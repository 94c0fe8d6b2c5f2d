/**
 * Any hand of any game a room offers, played on a sealed deck: sealed, cut, dealt by the map, opened, and verified by clients that trust nobody,
 * with the room's own dealing and fairness's own verifier.
 */
import {
  evolveHand,
  type Hand,
  type HandCommand,
  type HandEvent,
  type HandSetup,
  handResult,
  initialHand,
  nextStep,
  playHand,
  startHand,
} from '@aboveboard/engine';
import { type DealSeen, type DealStep, HandVerifier, type PublicHistory } from '@aboveboard/fairness';
import { assert, type Random } from '@aboveboard/kit';
import { beginMap, cardsToDiscard, dealNext, type HandOnMap, type Proven, proveEvent, publicDeal } from '@aboveboard/room/deal';
import { sealForHand } from './sealed-hand.ts';
import { openingOf, seenBy } from './seen-by.ts';

export interface SealedPlayRequest {
  readonly setup: HandSetup;
  /** Seats whose clients watch; null for a spectator. */
  readonly watchers: readonly (number | null)[];
  readonly random: Random;
  /** What is done at each turn, and before each board card is dealt; null deals on. */
  readonly decide: (hand: Hand) => HandCommand | null;
  /** Changes what a client is told, to see it refused; null takes it away. */
  readonly bend?: (seen: DealSeen, seat: number | null) => DealSeen | null;
}

export interface SealedPlay {
  readonly hand: Hand;
  readonly events: readonly HandEvent[];
  readonly dealt: readonly DealStep[];
  readonly history: PublicHistory;
  /** By the order of the watchers, each with its hand seen to the end. */
  readonly verifiers: readonly HandVerifier[];
}

type Played = HandOnMap & Proven & { readonly event: HandEvent };

/** Plays the hand to its end, every client fed what it may see. Throws where the engine refuses what the cut deck gives. */
export function playSealed(request: SealedPlayRequest): SealedPlay {
  const { setup: asked, watchers, random, decide, bend = (seen) => seen } = request;
  const setup = { ...asked, isSealedDeck: true };
  const sealed = sealForHand(setup, random);
  const { cut } = sealed;
  const verifiers = watchers.map((seat) => new HandVerifier(sealed.expectation(seat)));
  for (const verifier of verifiers) {
    verifier.seeOpen(sealed.open);
    verifier.seeCut(sealed.cutSeen);
  }
  const played: Played[] = [];
  const opening = startHand(setup);
  const { seats } = opening.reduce(evolveHand, initialHand);
  let at: HandOnMap = { after: initialHand, map: beginMap(setup, seats) };
  const book = (events: readonly HandEvent[], wanted = 0) => {
    for (const event of events) {
      const step = { event, after: evolveHand(at.after, event), ...proveEvent(at, event, cut, wanted) };
      for (const [i, seat] of watchers.entries()) show(verifiers[i] as HandVerifier, seat, step, bend);
      played.push(step);
      at = step;
    }
  };
  book(opening);
  while (nextStep(at.after).kind !== 'ended') {
    const command = nextCommand(at, decide) ?? dealNext(at, cut) ?? { kind: 'settle-showdown' };
    const effective =
      command.kind === 'discard' ? { ...command, cards: cardsToDiscard(at, command.seat, command.cards, cut) } : command;
    const next = playHand(at.after, effective);
    assert(next.ok, next.ok ? '' : `${effective.kind} was refused: ${next.error.code}`);
    book(next.value.events, command.kind === 'discard' ? command.cards.length : 0);
  }
  const result = handResult(at.after);
  assert(result, 'the hand has not ended');
  const history: PublicHistory = { version: 2, start: sealed.start, actions: [], ...publicDeal(played), result: null };
  const deltas = result.seats.map(({ seat, delta }) => ({ seat, delta: BigInt(delta) }));
  const close = sealed.close(history, { seats: deltas, rake: BigInt(result.rake), other: 0n }, at.after.isRunOut);
  for (const verifier of verifiers) verifier.seeClose(close);
  return { hand: at.after, events: played.map(({ event }) => event), dealt: history.dealt, history, verifiers };
}

function nextCommand({ after }: HandOnMap, decide: SealedPlayRequest['decide']): HandCommand | null {
  const { kind } = nextStep(after);
  return kind === 'deal-hole' ? null : decide(after);
}

type Bend = Exclude<SealedPlayRequest['bend'], undefined>;

function show(verifier: HandVerifier, seat: number | null, { event, ...proven }: Played, bend: Bend): void {
  if (event.kind === 'shown') {
    const { openings, walk } = proven.proofs;
    verifier.seeShown({ seat: event.seat, openings: openings.map(openingOf), walk });
    return;
  }
  const seen = seenBy(seat, event, proven);
  const told = seen && bend(seen, seat);
  if (told) verifier.seeDealt(told);
}

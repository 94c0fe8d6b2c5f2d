/** The dealer's side of a reshuffle: the next steps of the walk, each with its sealed entry. */
import { assert } from '@aboveboard/kit';
import { toHex } from '../bytes/hex.ts';
import type { Cut } from '../cut/cut.ts';
import { openReshuffle, type SealedHand } from '../deck/seal.ts';
import type { CardNumber } from '../deck/spec.ts';
import type { ReshuffleEntryJson } from './deal-step.ts';

/** A step with its entry, which for a dealt one is for the recipient alone. */
export interface OpenedStep {
  readonly k: number;
  readonly dealt: boolean;
  readonly entry: ReshuffleEntryJson;
}

export interface Redeal {
  /** Steps gone already. */
  readonly from: number;
  /** Cards wanted; with more than there are the walk goes to its end. */
  readonly count: number;
  /** Q: whether a card lies in the muck and is none that the drawer gave up in this round. */
  readonly isInMuck: (card: CardNumber) => boolean;
}

/** Walks the played deck's reshuffle until `count` cards are dealt, or to the end. */
export function redeal(sealed: SealedHand, cut: Cut, { from, count, isInMuck }: Redeal): OpenedStep[] {
  const deck = sealed.decks[cut.play];
  const [recut] = cut.recuts;
  assert(deck !== undefined && recut !== undefined, 'this deck was sealed without a reshuffle');
  const steps: OpenedStep[] = [];
  let lacking = count;
  for (let at = from; at < recut.length && lacking > 0; at++) {
    const { k, slot, salt, path } = openReshuffle(deck, 0, recut[at] as number);
    const dealt = isInMuck(deck.cards[slot] as CardNumber);
    if (dealt) lacking -= 1;
    steps.push({ k, dealt, entry: { slot, salt: toHex(salt), path: path.map(toHex) } });
  }
  return steps;
}

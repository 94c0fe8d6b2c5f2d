/** A draw or a discard: by the hand type where own cards alone win, else whatever keeps the largest share of the pot. */
import type { Game } from '@aboveboard/engine';
import type { PlayerAction } from '@aboveboard/protocol';
import type { Chance } from '../../chance.ts';
import type { KnownCards } from '../known-cards.ts';
import { estimateShares } from '../share/estimate-share.ts';
import { choicesOf, drawsFrom } from '../share/play-on.ts';
import { cardsToKeep } from './keep.ts';

export interface DrawBounds {
  readonly least: number;
  readonly most: number;
}

/** @param bounds how many cards may go, as the turn says */
export function decideDraw(known: KnownCards, bounds: DrawBounds, chance: Chance): PlayerAction {
  const kept = isByTypeAlone(known.game) ? keptByType(known, bounds) : keptByShare(known, bounds, chance);
  return { kind: 'discard', cards: known.hole.filter((c) => !kept.includes(c)) };
}

function isByTypeAlone({ wins }: Game): boolean {
  return wins.every(({ use }) => use === 'own');
}

function keptByType({ game, street, hole }: KnownCards, { least, most }: DrawBounds): readonly number[] {
  const kept = cardsToKeep(game.wins, hole, drawsFrom(game, street));
  const given = Math.max(least, Math.min(most, hole.length - kept.length));
  return [...kept, ...hole.filter((c) => !kept.includes(c))].slice(0, hole.length - given);
}

/** Plays on with every choice there is, over the same deals. */
function keptByShare(known: KnownCards, { least, most }: DrawBounds, chance: Chance): readonly number[] {
  const counts = Array.from({ length: most - least + 1 }, (_, n) => known.hole.length - most + n);
  const choices = counts.flatMap((count) => choicesOf(known.hole, count)).reverse(); // standing pat first: it wins ties
  const shares = estimateShares(known, choices, chance);
  return choices[shares.indexOf(Math.max(...shares))] ?? known.hole;
}

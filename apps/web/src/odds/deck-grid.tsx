import { type Card, rankOf, suitOf } from '@aboveboard/engine';
import { type KeyboardEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { cardWords } from '../cards/card-words.ts';
import { RANK_GLYPHS } from '../cards/rank-glyphs.ts';
import { SUIT_PATHS, SUITS } from '../cards/suit-shapes.ts';
import { type Asked, gameOfAsked, isSamePlace, placesOfCards, withCard } from './asked.ts';
import css from './odds.module.css';

/** The whole deck to tap, a row a suit, aces first. One stop for the Tab key; arrows go from card to card. */
export function DeckGrid({ asked, change }: { asked: Asked; change: (asked: Asked) => void }) {
  const { t } = useTranslation();
  const grid = useRef<HTMLDivElement>(null);
  const { deck } = gameOfAsked(asked);
  const ranks = [...new Set(deck.map(rankOf))].sort((a, b) => b - a);
  const cards = [3, 2, 1, 0].flatMap((suit) => ranks.map((rank) => (rank * 4 + suit) as Card));
  const [current, setCurrent] = useState(0);
  const places = placesOfCards(asked);
  const onArrow = (event: KeyboardEvent) => {
    const step = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -ranks.length, ArrowDown: ranks.length }[event.key];
    if (step === undefined) return;
    event.preventDefault();
    const next = Math.max(0, Math.min(cards.length - 1, current + step));
    setCurrent(next);
    grid.current?.querySelectorAll('button')[next]?.focus();
  };
  return (
    <section className={css.deck} aria-label={t('odds.deck')}>
      <div
        ref={grid}
        className={css.grid}
        role="toolbar"
        aria-label={t('odds.deck')}
        style={{ '--ranks': ranks.length } as React.CSSProperties}
        onKeyDown={onArrow}
      >
        {cards.map((card, i) => {
          const place = places.get(card);
          const isHere = place !== undefined && isSamePlace(place, asked.place);
          return (
            <button
              key={card}
              type="button"
              className={css.key}
              data-suit={SUITS[suitOf(card)]}
              aria-pressed={isHere}
              aria-disabled={place !== undefined && !isHere}
              aria-label={cardWords(card, t)}
              tabIndex={i === Math.min(current, cards.length - 1) ? 0 : -1}
              onFocus={() => setCurrent(i)}
              onClick={() => (place === undefined || isHere) && change(withCard(asked, card))}
            >
              <svg viewBox="-2 0 28 60" aria-hidden="true">
                <path className={css.glyph} d={RANK_GLYPHS[rankOf(card)]} />
                <path d={SUIT_PATHS[SUITS[suitOf(card)] ?? 'spade']} transform="translate(1.5 38) scale(0.66)" />
              </svg>
            </button>
          );
        })}
      </div>
    </section>
  );
}

import { rankOf, suitOf } from './card-name.ts';
import css from './cards.module.css';
import { RANK_GLYPHS } from './rank-glyphs.ts';
import { SUIT_PATHS } from './suit-shapes.ts';

type Props = {
  card: number;
  isDimmed?: boolean;
  /** Won with: `low` is told apart from all other ways. */
  best?: 'high' | 'low' | 'badugi' | null;
  /** The player's own card that others see face down: the back shows along its foot. */
  isDown?: boolean;
};

/**
 * A card, face up: four colours, one large index that is read at 34 pixels' width, one large pip. Silent for screen readers: the
 * place that shows cards names them.
 */
export function CardFace({ card, isDimmed = false, best = null, isDown = false }: Props) {
  const suit = suitOf(card);
  return (
    <svg
      className={css.card}
      viewBox="0 0 64 90"
      aria-hidden="true"
      data-suit={suit}
      data-dimmed={isDimmed || undefined}
      data-best={best ?? undefined}
    >
      <rect className={css.paper} x="0.75" y="0.75" width="62.5" height="88.5" rx="7" />
      <path className={css.index} d={RANK_GLYPHS[rankOf(card)]} transform="translate(6.5 7) scale(1.05)" />
      <path className={css.pip} d={SUIT_PATHS[suit]} transform="translate(7.5 45) scale(0.66)" />
      {isDown ? (
        <path className={css.foot} d="M2 75h60v7.5a6 6 0 0 1-6 6H8a6 6 0 0 1-6-6z" />
      ) : (
        <path className={css.pip} d={SUIT_PATHS[suit]} transform="translate(31 56) scale(0.9)" />
      )}
    </svg>
  );
}

const CHEVRONS = [20, 32, 44, 56, 68].map((y) => `M12 ${y}l10 -7l10 7l10 -7l10 7`).join('');

/** A card, face down: a frame filled with rows of chevrons. */
export function CardBack() {
  return (
    <svg className={css.card} viewBox="0 0 64 90" aria-hidden="true">
      <rect className={css.backPaper} x="0.75" y="0.75" width="62.5" height="88.5" rx="7" />
      <rect className={css.backFrame} x="6.5" y="6.5" width="51" height="77" rx="4" />
      <path className={css.backFrame} d={CHEVRONS} />
    </svg>
  );
}

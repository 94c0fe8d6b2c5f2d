import { rankOf, suitOf } from './card-name.ts';
import css from './cards.module.css';
import { RANK_GLYPHS } from './rank-glyphs.ts';
import { SUIT_PATHS } from './suit-shapes.ts';

/**
 * A card, face up: four colours, one large index that is read at 34 pixels' width, one large pip. Silent for screen readers: the
 * place that shows cards names them.
 */
export function CardFace({ card, isDimmed = false, isBest = false }: { card: number; isDimmed?: boolean; isBest?: boolean }) {
  const suit = suitOf(card);
  return (
    <svg
      className={css.card}
      viewBox="0 0 64 90"
      aria-hidden="true"
      data-suit={suit}
      data-dimmed={isDimmed || undefined}
      data-best={isBest || undefined}
    >
      <rect className={css.paper} x="0.75" y="0.75" width="62.5" height="88.5" rx="7" />
      <path className={css.index} d={RANK_GLYPHS[rankOf(card)]} transform="translate(6.5 7) scale(1.05)" />
      <path className={css.pip} d={SUIT_PATHS[suit]} transform="translate(7.5 45) scale(0.66)" />
      <path className={css.pip} d={SUIT_PATHS[suit]} transform="translate(31 56) scale(0.9)" />
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

import css from './chips.module.css';
import { pileOf } from './pile.ts';

/** Chips as they lie before a seat: at most three of them, the amount beside them says the rest. */
export function ChipPile({ amount }: { amount: number }) {
  const chips = pileOf(amount);
  return (
    <svg
      className={css.pile}
      viewBox={`0 0 24 ${18 + (chips.length - 1) * 4}`}
      aria-hidden="true"
      style={{ aspectRatio: `24 / ${18 + (chips.length - 1) * 4}` }}
    >
      {chips.map((value, i) => (
        <g key={i} transform={`translate(0 ${(chips.length - 1 - i) * 4})`} className={css.chip} data-value={value}>
          <path className={css.edge} d="M1 8v3c0 3.9 4.9 6 11 6s11-2.1 11-6V8" />
          <ellipse className={css.top} cx="12" cy="8" rx="11" ry="6.5" />
          <ellipse className={css.ring} cx="12" cy="8" rx="6" ry="3.4" />
        </g>
      ))}
    </svg>
  );
}

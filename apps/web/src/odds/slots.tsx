import { useTranslation } from 'react-i18next';
import { CardFace } from '../cards/card-face.tsx';
import { cardsWords } from '../cards/card-words.ts';
import { type Asked, type Field, isSamePlace, type Place } from './asked.ts';
import css from './odds.module.css';

type Props = {
  readonly label: string;
  readonly place: Place;
  readonly slots: number;
  readonly field: Field;
  readonly asked: Asked;
  readonly change: (asked: Asked) => void;
};

/** The cards of one place, and the button that makes it the place the next card goes to. */
export function Slots({ label, place, slots, field, asked, change }: Props) {
  const { t } = useTranslation();
  const open = Math.max(0, slots - field.cards.length);
  const isAny = field.cards.length === 0 && field.spec?.kind === 'cards';
  const isRange = field.cards.length === 0 && field.text.trim() !== '' && !field.fault;
  const words =
    field.cards.length > 0
      ? cardsWords(field.cards, t)
      : isAny
        ? t('odds.randomShort')
        : isRange
          ? field.text
          : t('odds.noCards');
  return (
    <button
      type="button"
      className={css.slots}
      aria-pressed={isSamePlace(asked.place, place)}
      aria-label={`${label}: ${words}`}
      onClick={() => change({ ...asked, place })}
    >
      {isRange ? (
        <span className={css.range}>{isAny ? t('odds.randomShort') : field.text}</span>
      ) : (
        <>
          {field.cards.map((card) => (
            <span key={card} className={css.slot}>
              <CardFace card={card} />
            </span>
          ))}
          {Array.from({ length: open }, (_, i) => (
            <span key={i} className={css.slot} data-open />
          ))}
        </>
      )}
    </button>
  );
}

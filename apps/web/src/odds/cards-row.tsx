import { useTranslation } from 'react-i18next';
import { type Asked, type Field, isSamePlace, type Place } from './asked.ts';
import css from './odds.module.css';
import { Slots } from './slots.tsx';
import { TextEntry } from './text-entry.tsx';

type Props = {
  readonly label: string;
  readonly place: Place;
  readonly slots: number;
  readonly field: Field;
  readonly asked: Asked;
  readonly change: (asked: Asked) => void;
};

/** A board, or the dead cards: known cards only. */
export function CardsRow({ label, slots, ...shared }: Props) {
  const { t } = useTranslation();
  const { asked, place, field } = shared;
  return (
    <section
      className={css.row}
      data-on={isSamePlace(asked.place, place) || undefined}
      data-fault={field.fault ? true : undefined}
      aria-label={label}
    >
      <h2>{label}</h2>
      <Slots label={label} slots={slots > 0 ? slots : field.cards.length + 1} {...shared} />
      <TextEntry label={t('odds.cardsText', { place: label })} example={t('odds.exampleCards')} {...shared} />
    </section>
  );
}

import type { HandOdds } from '@aboveboard/odds';
import { Shuffle, X } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import ui from '../ui/ui.module.css';
import { type Asked, type Field, gameOfAsked, isSamePlace, type Place, withoutHand, withText } from './asked.ts';
import css from './odds.module.css';
import { percent } from './percent.ts';
import { Slots } from './slots.tsx';
import { TextEntry } from './text-entry.tsx';

type Props = {
  readonly at: number;
  readonly field: Field;
  readonly asked: Asked;
  readonly change: (asked: Asked) => void;
  readonly odds: HandOdds | null;
  readonly deals: number;
};

/** One hand: its cards, as text too, and what it is worth. */
export function HandRow({ at, field, asked, change, odds, deals }: Props) {
  const { t } = useTranslation();
  const place: Place = { kind: 'hand', at };
  const { holeCards } = gameOfAsked(asked);
  const label = t('odds.hand', { no: at + 1 });
  const shared = { place, field, asked, change };
  return (
    <li
      className={css.row}
      data-on={isSamePlace(asked.place, place) || undefined}
      data-fault={field.fault ? true : undefined}
      data-many={holeCards > 4 || undefined}
    >
      <Slots label={label} slots={holeCards} {...shared} />
      <Share odds={odds} deals={deals} />
      <div className={css.typed}>
        <TextEntry
          label={t('odds.handText', { no: at + 1 })}
          example={holeCards === 2 ? t('odds.exampleTwo') : t('odds.exampleMany')}
          {...shared}
        />
        <button
          type="button"
          className={ui.icon}
          aria-label={t('odds.random', { no: at + 1 })}
          title={t('odds.randomShort')}
          onClick={() => change(withText(asked, place, 'random'))}
        >
          <Shuffle size={18} aria-hidden="true" />
        </button>
        {asked.hands.length > 2 && (
          <button
            type="button"
            className={ui.icon}
            aria-label={t('odds.remove', { no: at + 1 })}
            onClick={() => change(withoutHand(asked, at))}
          >
            <X size={18} aria-hidden="true" />
          </button>
        )}
      </div>
    </li>
  );
}

/** The equity in large figures, how it comes about in small ones, and a bar as long as it. */
function Share({ odds, deals }: { odds: HandOdds | null; deals: number }) {
  const { t, i18n } = useTranslation();
  const of = (share: number) => percent(share, i18n.language);
  if (!odds) return <div className={css.share} aria-hidden="true" data-none />;
  const { equity, wins, ties, interval, prizes } = odds;
  return (
    <div className={css.share}>
      <b>{of(equity)}</b>
      <span className={css.parts}>
        {interval && <span>{t('odds.interval', { low: of(interval.low), high: of(interval.high) })}</span>}
        <span>{t('odds.wins', { share: of(wins / deals) })}</span>
        <span>{t('odds.ties', { share: of(ties / deals) })}</span>
        {prizes.length > 1 &&
          prizes.map(({ rule, board, equity: part }) => (
            <span key={`${rule.type} ${rule.use} ${board}`}>
              {t(`odds.prize.${rule.type}`)}
              {prizes.some((other) => other.board > 0) && ` ${board + 1}`} {of(part)}
            </span>
          ))}
      </span>
      <span className={css.bar}>
        <span style={{ width: `${equity * 100}%` }} />
      </span>
    </div>
  );
}

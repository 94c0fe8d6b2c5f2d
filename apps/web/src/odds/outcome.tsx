import { formatCard } from '@aboveboard/engine';
import type { OddsRefusal } from '@aboveboard/odds';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import ui from '../ui/ui.module.css';
import type { Asked } from './asked.ts';
import css from './odds.module.css';
import type { Counting } from './use-counting.ts';

type Props = {
  readonly asked: Asked;
  readonly counting: Counting;
  readonly onCancel: () => void;
  readonly onAgain: () => void;
};

/** How the counting goes or went, in one line. */
export function Outcome({ asked, counting, onCancel, onAgain }: Props) {
  const { t } = useTranslation();
  const isCounting = counting.state === 'counting';
  const canAgain = counting.state === 'cancelled' || counting.state === 'broken';
  return (
    <div className={css.outcome} data-state={counting.state}>
      <p role="status">{useOutcomeText(asked, counting)}</p>
      {isCounting && <progress max={1} value={counting.share} aria-label={t('odds.counting')} />}
      {isCounting && (
        <button type="button" className={ui.quiet} onClick={onCancel}>
          {t('app.cancel')}
        </button>
      )}
      {canAgain && (
        <button type="button" className={ui.quiet} onClick={onAgain}>
          {t('odds.again')}
        </button>
      )}
    </div>
  );
}

function useOutcomeText(asked: Asked, counting: Counting): string {
  const { t, i18n } = useTranslation();
  const number = (n: number) => new Intl.NumberFormat(i18n.language, { maximumFractionDigits: 0 }).format(n);
  switch (counting.state) {
    case 'idle':
      return t(asked.hands.includes('') ? 'odds.begin' : 'odds.mend');
    case 'counting':
      return t('odds.counting');
    case 'counted': {
      const { odds, ms } = counting;
      return t(odds.isExact ? 'odds.exact' : 'odds.sampled', { deals: number(odds.deals), ms: number(Math.max(1, ms)) });
    }
    case 'refused':
      return refusalText(counting.refusal, t);
    case 'cancelled':
      return t('odds.cancelled');
    case 'broken':
      return t('odds.broken');
  }
}

function refusalText(refusal: OddsRefusal, t: TFunction): string {
  switch (refusal.code) {
    case 'CARD_TWICE':
    case 'NOT_IN_DECK':
      return t(`odds.refused.${refusal.code}`, { card: formatCard(refusal.card) });
    case 'RANGE_EMPTY':
      return t('odds.refused.RANGE_EMPTY', { no: refusal.hand + 1 });
    case 'RANGES_CLASH':
      return t('odds.refused.RANGES_CLASH');
    case 'DECK_RUNS_OUT':
      return t('odds.refused.DECK_RUNS_OUT', { needed: refusal.needed, left: refusal.left });
    case 'TOO_MANY_CARDS_ON_BOARD':
      return t('odds.refused.TOO_MANY_CARDS_ON_BOARD', { most: refusal.most });
    default:
      return t('odds.broken'); // the page itself keeps hands and boards in their numbers
  }
}

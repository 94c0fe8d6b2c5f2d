import { useTranslation } from 'react-i18next';
import { useDiscards } from '../drawing/discards.ts';
import { useTableKeys } from '../keys/use-table-keys.ts';
import css from './dock.module.css';
import type { OwnTurn } from './use-turn.ts';

/** The own draw: cards are picked on the felt or by their number, and given up here. */
export default function DrawPanel({ turn: { act, isSending } }: { turn: OwnTurn }) {
  const { t } = useTranslation();
  const discards = useDiscards();
  const pick = (n: number) => {
    const card = discards?.held[n];
    if (card !== undefined) discards?.toggle(card);
  };
  const count = discards?.chosen.length ?? 0;
  const isEnough = discards !== null && count >= Math.max(discards.least, 1);
  const standPat = () => discards?.least === 0 && act({ kind: 'discard', cards: [] });
  const give = () => isEnough && act({ kind: 'discard', cards: [...discards.chosen] });
  useTableKeys({
    1: () => pick(0),
    2: () => pick(1),
    3: () => pick(2),
    4: () => pick(3),
    5: () => pick(4),
    6: () => pick(5),
    d: give,
    s: standPat,
  });
  if (!discards) return null;
  const isForced = discards.least > 0;
  return (
    <div className={css.panel} aria-busy={isSending}>
      <p className={css.warning}>{isForced ? t('act.mustDiscard', { count: discards.least }) : t('act.pickCards')}</p>
      <div className={css.actions}>
        {!isForced && (
          <button type="button" className={css.call} disabled={isSending} aria-keyshortcuts="s" onClick={standPat}>
            {t('act.standPat')}
          </button>
        )}
        <button type="button" className={css.raise} disabled={isSending || !isEnough} aria-keyshortcuts="d" onClick={give}>
          {isForced ? t('act.discard', { count }) : count > 0 ? t('act.drawCount', { count }) : t('act.draw')}
        </button>
      </div>
    </div>
  );
}

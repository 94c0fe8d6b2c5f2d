import type { CSSProperties } from 'react';
import { useTranslation } from 'react-i18next';
import { rankWords } from '../../cards/card-words.ts';
import { gameFacts } from '../../games/game-facts.ts';
import { useTable } from '../table-context.ts';
import css from './felt.module.css';
import { isMuch, type OutcomeLine, outcome } from './winnings.ts';

/** Lines of the pots that were won; empty before. */
export function useOutcome(): readonly OutcomeLine[] {
  const { view } = useTable();
  return view.awards.length > 0
    ? outcome({ ...view, isSplit: gameFacts(view.game ?? view.settings.game).wins.length > 1 })
    : [];
}

type Props = { lines: readonly OutcomeLine[]; place: 'felt' | 'beside' | 'dock'; style?: CSSProperties };

/** Who won what with which hand: a line for each side of each board's pot. */
export function Outcome({ lines, place, style }: Props) {
  const { t } = useTranslation();
  const { view, amount } = useTable();
  const nameOf = (seat: number) => view.seats[seat]?.player?.name ?? '';
  return (
    <ul className={css.outcome} style={style ?? {}} data-place={place} data-many={isMuch(lines, view) || undefined}>
      {lines.map(({ board, side, winners, ranks }) => (
        <li key={`${board} ${side} ${winners.map(({ seat }) => seat).join()}`}>
          <span className={css.won}>
            {(board !== null || side) && (
              <i data-side={side ?? undefined}>
                {board !== null && t('table.boardNo', { no: board + 1 })} {side && t(`table.side.${side}`)}
              </i>
            )}
            {winners.map(({ seat, amount: won }) => (
              <b key={seat}>
                {nameOf(seat)} +{amount(won, true)}
              </b>
            ))}
          </span>
          {ranks.length > 0 && <span className={css.made}>{ranks.map(({ rank }) => rankWords(rank, t)).join(' · ')}</span>}
        </li>
      ))}
    </ul>
  );
}

import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { presets, step } from '../betting/bet-sizing.ts';
import { useTableKeys } from '../keys/use-table-keys.ts';
import { useTable } from '../table-context.ts';
import css from './dock.module.css';
import { SizeControl } from './size-control.tsx';
import { useBetSize, useSpot } from './use-bet-size.ts';
import type { OwnTurn } from './use-turn.ts';

/** The own turn: fold, check or call, bet or raise. What is offered, and within which bounds, came with the turn. */
export function ActionPanel({ turn: { act, isSending } }: { turn: OwnTurn }) {
  const { t } = useTranslation();
  const { view, amount } = useTable();
  const [warnedFor, setWarnedFor] = useState<number | null>(null);
  const input = useRef<HTMLInputElement>(null);
  const spot = useSpot();
  const turnId = view.turn?.turnId ?? null;
  const [size, setSize] = useBetSize(spot, turnId);
  const legal = view.turn?.legal;
  const isWarned = warnedFor === turnId && turnId !== null;

  const fold = () => {
    if (!legal?.canFold) return;
    if (legal.canCheck && !isWarned) setWarnedFor(turnId);
    else act({ kind: 'fold' });
  };
  const checkOrCall = () => {
    if (legal?.canCheck) act({ kind: 'check' });
    else if (legal?.bringIn !== undefined) act({ kind: 'bring-in' });
    else if (legal?.call !== undefined) act({ kind: 'call' });
  };
  const raise = () => spot && act({ kind: 'raise-to', to: size });
  const preset = (n: number) => {
    const chosen = spot && presets(spot)[n];
    if (chosen) setSize(chosen.to);
  };
  useTableKeys({
    f: fold,
    c: checkOrCall,
    r: () => (input.current ? input.current.focus() : raise()),
    1: () => preset(0),
    2: () => preset(1),
    3: () => preset(2),
    4: () => preset(3),
    ArrowUp: () => spot && setSize(step(size, 1, spot)),
    ArrowDown: () => spot && setSize(step(size, -1, spot)),
  });
  if (!legal) return null;

  const own = view.ownSeat === null ? undefined : view.seats[view.ownSeat];
  const isAllInCall = legal.call !== undefined && legal.call === own?.stack;
  const isAllIn = spot?.isUpToStack && spot.raise.largest === size;
  const isOneSize = spot?.raise.smallest === spot?.raise.largest;
  const isCompleting = view.turn?.street === 'third-street' && size === view.stakes?.smallBet;
  const raiseWords = isAllIn ? 'act.allIn' : isCompleting ? 'act.complete' : spot?.raise.isBet ? 'act.bet' : 'act.raise';
  const callWords = legal.canCheck
    ? t('act.check')
    : legal.bringIn !== undefined
      ? t('act.bringIn', { amount: amount(legal.bringIn) })
      : t(isAllInCall ? 'act.callAllIn' : 'act.call', { amount: amount(legal.call ?? 0) });
  return (
    <div className={css.panel} aria-busy={isSending}>
      {isWarned ? (
        <p className={css.warning} role="alert">
          {t('act.foldFree')}
        </p>
      ) : (
        spot && !isOneSize && <SizeControl spot={spot} size={size} onSize={setSize} onSubmit={raise} input={input} />
      )}
      <div className={css.actions}>
        {legal.canFold && (
          <button type="button" className={css.fold} disabled={isSending} aria-keyshortcuts="f" onClick={fold}>
            {isWarned ? t('act.foldAnyway') : t('act.fold')}
          </button>
        )}
        <button
          type="button"
          className={css.call}
          disabled={isSending || (!legal.canCheck && legal.call === undefined && legal.bringIn === undefined)}
          aria-keyshortcuts="c"
          onClick={checkOrCall}
        >
          {callWords}
        </button>
        {spot && (
          <button
            type="button"
            className={css.raise}
            disabled={isSending}
            aria-keyshortcuts={isOneSize ? 'r' : undefined}
            onClick={raise}
          >
            {t(raiseWords, { amount: amount(size) })}
          </button>
        )}
      </div>
    </div>
  );
}

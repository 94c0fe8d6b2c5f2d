import type { TableEvent } from '@aboveboard/protocol';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import ui from '../../ui/ui.module.css';
import { ProofBadge } from '../../verify/proof-badge.tsx';
import { Outcome, useOutcome } from '../felt/outcome.tsx';
import { isMuch } from '../felt/winnings.ts';
import { useTable } from '../table-context.ts';
import { useRunWish, useShowWish } from '../wishes.ts';
import { ActionPanel } from './action-panel.tsx';
import css from './dock.module.css';
import { Feed } from './feed.tsx';
import { Banner, ConnectionWord, TurnWords } from './status-line.tsx';
import { useOwnTurn, usePreAction } from './use-turn.ts';
import { PreActionPanel, SittingOutPanel, WatcherPanel } from './waiting-panel.tsx';

/** Fetched ahead with the dialogs (table-screen.tsx). */
const DrawPanel = lazy(() => import('./draw-panel.tsx'));
const ChooseGame = lazy(() => import('./choose-game.tsx'));

/** Everything to press, at the bottom, always as high: the table above never moves. */
export function Dock({ told, event }: { told: string | null; event: TableEvent | null }) {
  const { t } = useTranslation();
  const { view } = useTable();
  const lines = useOutcome();
  return (
    <section className={css.dock} aria-label={t('table.actions')}>
      <div className={css.status}>
        <ConnectionWord />
        <TurnWords />
        <ProofBadge />
      </div>
      <SeatControls />
      <Banner told={told} />
      <div className={css.stage}>
        <Feed event={event} />
        <Stage />
        {isMuch(lines, view) && <Outcome lines={lines} place="dock" />}
      </div>
    </section>
  );
}

function Stage() {
  return (
    <Suspense>
      <Panel />
    </Suspense>
  );
}

function Panel() {
  const { t } = useTranslation();
  const { view } = useTable();
  const turn = useOwnTurn();
  const pre = usePreAction(turn);
  const own = view.ownSeat === null ? undefined : view.seats[view.ownSeat];
  if (view.isClosed) return null;
  if (!own) return <WatcherPanel />;
  if (view.upNext.choice?.seat === view.ownSeat && !view.turn) return <ChooseGame />;
  if (turn.isOwnTurn) return view.turn?.draw ? <DrawPanel turn={turn} /> : <ActionPanel turn={turn} />;
  if (own.status === 'sitting-out') return <SittingOutPanel />;
  if (own.isFolded && view.deal.phase === 'playing') return <p className={css.hint}>{t('turn.folded')}</p>;
  return <PreActionPanel pre={pre} />;
}

/** What one does with the own seat, at hand on a wide screen; a phone has it in the table's menu. */
function SeatControls() {
  const { t } = useTranslation();
  const { view, handle, run, open } = useTable();
  const showWish = useShowWish();
  const runWish = useRunWish();
  const own = view.ownSeat === null ? undefined : view.seats[view.ownSeat];
  if (!own || own.status === 'leaving') return null;
  return (
    <div className={css.controls}>
      {showWish && (
        <button type="button" className={ui.quiet} aria-pressed={showWish.isOn} onClick={showWish.toggle}>
          {t(showWish.isOn ? 'seatMenu.showing' : 'seatMenu.show')}
        </button>
      )}
      {runWish && (
        <button type="button" className={ui.quiet} onClick={runWish.next}>
          {t('seatMenu.runIt', { count: runWish.times })}
        </button>
      )}
      {own.status !== 'sitting-out' && (
        <button type="button" className={ui.quiet} onClick={() => void run(handle.sitOut())}>
          {t('seatMenu.sitOut')}
        </button>
      )}
      <button type="button" className={ui.quiet} onClick={() => open({ name: 'top-up' })}>
        {t('seatMenu.topUp')}
      </button>
      <button type="button" className={ui.quiet} onClick={() => open({ name: 'leave' })}>
        {t('seatMenu.leave')}
      </button>
    </div>
  );
}

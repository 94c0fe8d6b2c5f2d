import { useTranslation } from 'react-i18next';
import { ProofBadge } from '../../verify/proof-badge.tsx';
import { useTable } from '../table-context.ts';
import { ActionPanel } from './action-panel.tsx';
import css from './dock.module.css';
import { Banner, ConnectionWord, TurnWords } from './status-line.tsx';
import { useOwnTurn, usePreAction } from './use-turn.ts';
import { PreActionPanel, SittingOutPanel, WatcherPanel } from './waiting-panel.tsx';

/** Everything to press, at the bottom, always as high: the table above never moves. */
export function Dock({ told }: { told: string | null }) {
  const { t } = useTranslation();
  return (
    <section className={css.dock} aria-label={t('table.actions')}>
      <div className={css.status}>
        <ConnectionWord />
        <TurnWords />
        <ProofBadge />
      </div>
      <Banner told={told} />
      <div className={css.stage}>
        <Stage />
      </div>
    </section>
  );
}

function Stage() {
  const { t } = useTranslation();
  const { view } = useTable();
  const turn = useOwnTurn();
  const pre = usePreAction(turn);
  const own = view.ownSeat === null ? undefined : view.seats[view.ownSeat];
  if (view.isClosed) return null;
  if (!own) return <WatcherPanel />;
  if (turn.isOwnTurn) return <ActionPanel turn={turn} />;
  if (own.status === 'sitting-out') return <SittingOutPanel />;
  if (own.isFolded && view.deal.phase === 'playing') return <p className={css.hint}>{t('turn.folded')}</p>;
  return <PreActionPanel pre={pre} />;
}

import { useTranslation } from 'react-i18next';
import ui from '../../ui/ui.module.css';
import { preActionsOffered, priceToStay } from '../pre-actions/pre-action.ts';
import { useTable } from '../table-context.ts';
import css from './dock.module.css';
import type { usePreAction } from './use-turn.ts';

/** While others act: decide ahead. */
export function PreActionPanel({ pre }: { pre: ReturnType<typeof usePreAction> }) {
  const { t } = useTranslation();
  const { view, amount } = useTable();
  const offered = preActionsOffered(view);
  if (offered.length === 0) return null;
  return (
    <fieldset className={css.pre}>
      <legend className="visually-hidden">{t('act.preGroup')}</legend>
      {offered.map((kind) => (
        <button
          key={kind}
          type="button"
          className={css.preButton}
          aria-pressed={pre.chosen?.kind === kind}
          onClick={() => pre.toggle(kind)}
        >
          <i aria-hidden="true" className={css.box} />
          {t(`act.pre.${kind}`, { amount: amount(priceToStay(view)) })}
        </button>
      ))}
      <p className={css.hint}>{t('act.preHint')}</p>
    </fieldset>
  );
}

/** Seated and not playing: how to come back. */
export function SittingOutPanel() {
  const { t } = useTranslation();
  const { view, handle, run } = useTable();
  return (
    <div className={css.choices}>
      <button type="button" className={ui.main} onClick={() => void run(handle.sitIn('now'))}>
        {t('seatMenu.sitInNow')}
      </button>
      <button type="button" className={ui.button} onClick={() => void run(handle.sitIn('wait'))}>
        {t('seatMenu.sitInWait')}
      </button>
      {view.settings.house.mayBuyButton && (
        <button type="button" className={ui.button} onClick={() => void run(handle.sitIn('buy-button'))}>
          {t('seatMenu.buyButton')}
        </button>
      )}
    </div>
  );
}

/** Watching: a seat, or the waiting list where there is none. */
export function WatcherPanel() {
  const { t } = useTranslation();
  const { view, handle, room, run, open } = useTable();
  const free = view.seats.find((seat) => !seat.player);
  const own = room.player.get()?.playerId;
  const hasBot = view.seats.some((seat) => seat.player?.isBot);
  const place = view.waiting.findIndex((waiting) => waiting.playerId === own);
  if (free) {
    return (
      <div className={css.choices}>
        <p>{place >= 0 ? t('sit.seatFree') : t('sit.watching')}</p>
        <button type="button" className={ui.main} onClick={() => open({ name: 'sit', seat: free.seat })}>
          {t('sit.take')}
        </button>
      </div>
    );
  }
  return (
    <div className={css.choices}>
      <p>{place >= 0 ? t('sit.queued', { no: place + 1 }) : t(hasBot ? 'sit.fullOfBots' : 'sit.full')}</p>
      <button
        type="button"
        className={ui.button}
        onClick={() => void run(place >= 0 ? handle.leaveWaitList() : handle.joinWaitList())}
      >
        {place >= 0 ? t('sit.unqueue') : t('sit.queue')}
      </button>
    </div>
  );
}

import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { formatChips } from '../i18n/amount.ts';
import { useTable } from '../table/table-context.ts';
import { useReadable } from '../table/use-readable.ts';
import ui from '../ui/ui.module.css';
import { AmountSlider } from './amount-slider.tsx';
import { Dialog } from './dialog.tsx';

export function TopUpDialog() {
  const { t, i18n } = useTranslation();
  const { view, handle, room, run, open } = useTable();
  const available = useReadable(room.wallet)?.available ?? 0;
  const own = view.ownSeat === null ? undefined : view.seats[view.ownSeat];
  const most = Math.min(available, view.settings.maxBuyIn - (own?.stack ?? 0) - (own?.pendingTopUp ?? 0));
  const [wanted, setWanted] = useState(most);
  const amount = Math.min(wanted, most);
  const close = () => open(null);
  return (
    <Dialog title={t('seatMenu.topUpTitle')} onClose={close}>
      {most < 1 ? (
        <p>{available < 1 ? t('refusal.INSUFFICIENT_CHIPS') : t('seatMenu.topUpFull')}</p>
      ) : (
        <>
          <AmountSlider
            label={t('seatMenu.topUpTitle')}
            min={1}
            max={most}
            step={view.settings.bigBlind}
            value={Math.max(1, amount)}
            onChange={setWanted}
          />
          <button type="button" className={ui.main} onClick={() => void run(handle.topUp(Math.max(1, amount))).then(close)}>
            {t('seatMenu.topUpSubmit', { amount: formatChips(Math.max(1, amount), i18n.language) })}
          </button>
        </>
      )}
    </Dialog>
  );
}

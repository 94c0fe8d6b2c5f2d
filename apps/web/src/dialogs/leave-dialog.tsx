import { useTranslation } from 'react-i18next';
import { navigate } from '../app/route.ts';
import { formatChips } from '../i18n/amount.ts';
import { useTable } from '../table/table-context.ts';
import ui from '../ui/ui.module.css';
import css from './dialog.module.css';
import { Dialog } from './dialog.tsx';

/** Asks before a seat is given up, and says what becomes of the hand and the chips. */
export function LeaveDialog() {
  const { t, i18n } = useTranslation();
  const { view, handle, run, open } = useTable();
  const own = view.ownSeat === null ? undefined : view.seats[view.ownSeat];
  const isInHand = own?.isInHand && !own.isFolded && view.deal.phase === 'playing';
  const leave = async () => {
    if (await run(handle.leave())) navigate('/');
    open(null);
  };
  return (
    <Dialog title={t('seatMenu.leaveTitle')} onClose={() => open(null)}>
      {isInHand && <p>{t('seatMenu.leaveInHand')}</p>}
      <p>{t('seatMenu.leaveBody', { amount: formatChips(own?.stack ?? 0, i18n.language) })}</p>
      <div className={css.buttons}>
        <button type="button" className={ui.button} onClick={() => open(null)}>
          {t('seatMenu.stay')}
        </button>
        <button type="button" className={ui.danger} onClick={() => void leave()}>
          {t('seatMenu.leaveConfirm')}
        </button>
      </div>
    </Dialog>
  );
}

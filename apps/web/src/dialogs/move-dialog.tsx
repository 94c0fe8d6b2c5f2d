import { useTranslation } from 'react-i18next';
import { useTable } from '../table/table-context.ts';
import ui from '../ui/ui.module.css';
import css from './dialog.module.css';
import { Dialog } from './dialog.tsx';

/** Asks before one's seat is changed: at once between hands, else after the hand. */
export function MoveDialog({ seat }: { seat: number }) {
  const { t } = useTranslation();
  const { view, handle, run, open } = useTable();
  const isPlaying = view.deal.phase !== 'idle' && view.deal.phase !== 'ended';
  const move = async () => {
    await run(handle.moveSeat(seat));
    open(null);
  };
  return (
    <Dialog title={t('seatMenu.moveTitle', { no: seat + 1 })} onClose={() => open(null)}>
      <p>{t(isPlaying ? 'seatMenu.moveLater' : 'seatMenu.moveNow')}</p>
      <p className={css.dim}>{t('seatMenu.moveOwes')}</p>
      <div className={css.buttons}>
        <button type="button" className={ui.button} onClick={() => open(null)}>
          {t('seatMenu.moveNone')}
        </button>
        <button type="button" className={ui.main} onClick={() => void move()}>
          {t('seatMenu.moveConfirm')}
        </button>
      </div>
    </Dialog>
  );
}

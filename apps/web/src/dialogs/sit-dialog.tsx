import type { ComeIn } from '@aboveboard/protocol';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { extrasOf } from '../games/table-extras.ts';
import { formatChips } from '../i18n/amount.ts';
import { useTable } from '../table/table-context.ts';
import { useReadable } from '../table/use-readable.ts';
import ui from '../ui/ui.module.css';
import { AmountSlider } from './amount-slider.tsx';
import css from './dialog.module.css';
import { Dialog } from './dialog.tsx';
import { Segments } from './segments.tsx';

/** Sitting down: how many chips to bring, as far as table and wallet allow. A hundred big blinds to begin with. */
export function SitDialog({ seat }: { seat: number }) {
  const { t, i18n } = useTranslation();
  const { view, handle, room, run, open } = useTable();
  const wallet = useReadable(room.wallet);
  const { minBuyIn, maxBuyIn, bigBlind, game, house } = view.settings;
  const isOwing = view.button !== null && extrasOf(game).hasBlinds; // somebody new owes a blind once play has begun
  const available = wallet?.available ?? maxBuyIn;
  const most = Math.min(maxBuyIn, available);
  const [wanted, setWanted] = useState(100 * bigBlind);
  const [post, setPost] = useState<ComeIn>('now');
  const [isSending, setSending] = useState(false);
  const buyIn = Math.min(Math.max(wanted, minBuyIn), most);
  const chips = (amount: number) => formatChips(amount, i18n.language);
  const close = () => open(null);
  const sit = async () => {
    setSending(true);
    await run(handle.sit(seat, buyIn, post));
    close();
  };
  return (
    <Dialog title={t('sit.title', { no: seat + 1 })} onClose={close}>
      {most < minBuyIn ? (
        <p>{t('sit.tooPoor', { min: chips(minBuyIn), amount: chips(available) })}</p>
      ) : (
        <>
          <AmountSlider label={t('sit.buyIn')} min={minBuyIn} max={most} step={bigBlind} value={buyIn} onChange={setWanted} />
          <div className={`${css.row} ${css.dim}`}>
            <span>
              {t('sit.buyIn')} {t('sit.range', { min: chips(minBuyIn), max: chips(maxBuyIn) })}
            </span>
            <span>{t('sit.wallet', { amount: chips(available) })}</span>
          </div>
          {isOwing && (
            <Segments<ComeIn>
              label={t('sit.post')}
              value={post}
              onChange={setPost}
              options={[
                ['now', t('sit.postNow')],
                ['wait', t('sit.postWait')],
                ...(house.mayBuyButton ? ([['buy-button', t('seatMenu.buyButton')]] as const) : []),
              ]}
            />
          )}
          <button type="button" className={ui.main} disabled={isSending} onClick={() => void sit()}>
            {t('sit.submit', { amount: chips(buyIn) })}
          </button>
        </>
      )}
    </Dialog>
  );
}

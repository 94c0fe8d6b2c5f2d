import { Armchair, Bomb, ChevronsUp, Coins, Eye, Keyboard, Layers, Link2, LogOut, Pause, Settings } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { tablePath } from '../app/route.ts';
import { formatChips } from '../i18n/amount.ts';
import { useTable } from '../table/table-context.ts';
import { useReadable } from '../table/use-readable.ts';
import { useRunWish, useShowWish, useStraddleWish } from '../table/wishes.ts';
import ui from '../ui/ui.module.css';
import { copyText } from './copy-text.ts';
import css from './dialog.module.css';
import { Dialog } from './dialog.tsx';

/** All that concerns the own seat and this table. */
export function MenuDialog() {
  const { t, i18n } = useTranslation();
  const { view, handle, room, invite, run, open } = useTable();
  const wallet = useReadable(room.wallet);
  const showWish = useShowWish();
  const runWish = useRunWish();
  const straddleWish = useStraddleWish();
  const [isCopied, setCopied] = useState(false);
  const own = view.ownSeat === null ? undefined : view.seats[view.ownSeat];
  const chips = (amount: number) => formatChips(amount, i18n.language);
  const close = () => open(null);
  const isOut = own?.status === 'sitting-out';
  const link = window.location.origin + tablePath(view.tableId, { invite });
  return (
    <Dialog title={t('table.menu')} onClose={close}>
      {wallet && (
        <dl className={css.figures}>
          <dt>{t('wallet.available')}</dt>
          <dd>{chips(wallet.available)}</dd>
          <dt>{t('wallet.inPlay')}</dt>
          <dd>{chips(wallet.inPlay)}</dd>
        </dl>
      )}
      <div className={css.stack}>
        {own && (
          <>
            <Item icon={<Coins size={18} aria-hidden="true" />} onPress={() => open({ name: 'top-up' })}>
              {t('seatMenu.topUp')}
              {own.pendingTopUp > 0 && (
                <small className={css.dim}>{t('seatMenu.topUpPending', { amount: chips(own.pendingTopUp) })}</small>
              )}
            </Item>
            {isOut ? (
              <Item icon={<Armchair size={18} aria-hidden="true" />} onPress={() => void run(handle.sitIn('now')).then(close)}>
                {t('seatMenu.sitIn')}
              </Item>
            ) : (
              <Item icon={<Pause size={18} aria-hidden="true" />} onPress={() => void run(handle.sitOut()).then(close)}>
                {t('seatMenu.sitOut')}
              </Item>
            )}
            {showWish && (
              <Item icon={<Eye size={18} aria-hidden="true" />} onPress={showWish.toggle}>
                {t(showWish.isOn ? 'seatMenu.showing' : 'seatMenu.show')}
              </Item>
            )}
            {runWish && (
              <Item icon={<Layers size={18} aria-hidden="true" />} onPress={runWish.next}>
                {t('seatMenu.runIt', { count: runWish.times })}
              </Item>
            )}
            {straddleWish && (
              <Item icon={<ChevronsUp size={18} aria-hidden="true" />} onPress={straddleWish.toggle}>
                {t(straddleWish.isOn ? 'seatMenu.straddling' : 'seatMenu.straddle')}
              </Item>
            )}
            <NextHand />
            <Item icon={<LogOut size={18} aria-hidden="true" />} onPress={() => open({ name: 'leave' })}>
              {t('seatMenu.leave')}
            </Item>
          </>
        )}
        {(!view.settings.isPrivate || invite) && (
          <Item icon={<Link2 size={18} aria-hidden="true" />} onPress={() => void copyText(link).then(setCopied)}>
            {isCopied ? t('app.copied') : t('seatMenu.invite')}
          </Item>
        )}
        <Item icon={<Settings size={18} aria-hidden="true" />} onPress={() => open({ name: 'settings' })}>
          {t('table.settings')}
        </Item>
        <Item icon={<Keyboard size={18} aria-hidden="true" />} onPress={() => open({ name: 'help' })}>
          {t('table.help')}
        </Item>
      </div>
    </Dialog>
  );
}

/** What one asks of the hands to come: a bomb pot, another seat. */
function NextHand() {
  const { t } = useTranslation();
  const { view, handle, run } = useTable();
  const { bombPotVotes, moves } = view.upNext;
  const seat = view.ownSeat ?? -1;
  const isAsked = bombPotVotes.includes(seat);
  const wanted = moves.find((move) => move.seat === seat)?.to;
  const free = view.seats.filter(({ player }) => !player).map((empty) => empty.seat);
  return (
    <>
      {view.settings.house.bombPot.byVote && (
        <Item icon={<Bomb size={18} aria-hidden="true" />} onPress={() => void run(handle.voteBombPot(!isAsked))}>
          {t(isAsked ? 'seatMenu.bombPotAsked' : 'seatMenu.bombPot')}
          {bombPotVotes.length > 0 && ` ${t('seatMenu.bombPotVotes', { count: bombPotVotes.length })}`}
        </Item>
      )}
      {(free.length > 0 || wanted !== undefined) && (
        <select
          className={ui.input}
          aria-label={t('seatMenu.move')}
          value={wanted ?? ''}
          onChange={({ target: { value } }) => void run(value === '' ? handle.cancelMove() : handle.moveSeat(Number(value)))}
        >
          <option value="">{wanted === undefined ? t('seatMenu.move') : t('seatMenu.moveNone')}</option>
          {[...free, ...(wanted === undefined || free.includes(wanted) ? [] : [wanted])].map((to) => (
            <option key={to} value={to}>
              {t('seatMenu.moveTo', { no: to + 1 })}
            </option>
          ))}
        </select>
      )}
    </>
  );
}

function Item({ icon, onPress, children }: { icon: ReactNode; onPress: () => void; children: ReactNode }) {
  return (
    <button type="button" className={ui.button} onClick={onPress}>
      {icon}
      {children}
    </button>
  );
}

import type { TableSeat } from '@aboveboard/client';
import { Bot, Pause, WifiOff } from 'lucide-react';
import type { CSSProperties } from 'react';
import { useTranslation } from 'react-i18next';
import { CardBack, CardFace } from '../../cards/card-face.tsx';
import { cardsWords } from '../../cards/card-words.ts';
import { ChipPile } from '../../chips/chip-pile.tsx';
import type { Box } from '../layout/box.ts';
import { centreOf } from '../layout/box.ts';
import type { SeatPlace, TableLayout } from '../layout/table-layout.ts';
import { useTable } from '../table-context.ts';
import css from './seat.module.css';
import { seatTag } from './seat-tag.ts';
import { TimerRing } from './timer-ring.tsx';

export const at = (box: Box): CSSProperties => ({ left: box.x, top: box.y, width: box.w, height: box.h });

type SeatProps = {
  seat: TableSeat;
  place: SeatPlace;
  layout: TableLayout;
  /** The five cards that won; null before that. */
  best: readonly number[] | null;
};

/** A seat with all that belongs to it: cards, plate, bet and button, each at its place of the layout. */
export function Seat({ seat, place, layout, best }: SeatProps) {
  const { t } = useTranslation();
  const { view, amount, open } = useTable();
  if (!seat.player)
    return (
      <EmptySeat
        seat={seat.seat}
        place={place}
        canSit={view.ownSeat === null}
        onSit={() => open({ name: 'sit', seat: seat.seat })}
      />
    );

  const isTurn = view.turn?.seat === seat.seat;
  const isOwn = view.ownSeat === seat.seat;
  const isOut = seat.status === 'sitting-out' || seat.status === 'waiting-for-blind';
  const tag = isTurn ? null : seatTag(seat, t, amount);
  const isSpare = layout.mode === 'tall'; // a phone's plate has no room for both: what was done stands where the name stood
  return (
    <li
      className={css.seat}
      data-folded={seat.isFolded || undefined}
      data-out={isOut || undefined}
      data-away={!seat.isConnected || undefined}
    >
      <HoleCards seat={seat} place={place} layout={layout} best={best} />
      <div
        className={css.plate}
        style={at(place.plate)}
        data-turn={isTurn || undefined}
        data-own={isOwn || undefined}
        data-winner={seat.isWinner || undefined}
      >
        {isTurn && view.turn && <TimerRing turn={view.turn} box={place.plate} />}
        <div className={css.name}>
          {!seat.isConnected && <WifiOff aria-label={t('table.away')} />}
          {isOut && <Pause aria-label={t('table.sittingOut')} />}
          {seat.player.isBot && !(isSpare && tag) && <Bot aria-label={t('table.bot')} />}
          {isSpare && tag ? (
            <>
              <span className="visually-hidden">{seat.player.name}: </span>
              <span className={css.tag} data-kind={tag.kind}>
                {tag.text}
              </span>
            </>
          ) : (
            <span className={css.called}>{seat.player.name}</span>
          )}
        </div>
        <div className={css.money}>
          <b>{seat.isAllIn ? t('table.allIn') : amount(seat.stack, true)}</b>
          {tag && !isSpare && (
            <span className={css.tag} data-kind={tag.kind}>
              {tag.text}
            </span>
          )}
        </div>
      </div>
      {seat.bet > 0 && (
        <div className={css.bet} style={at(place.bet)}>
          <ChipPile amount={seat.bet} />
          <span className="visually-hidden">{t('table.bet', { amount: '' })}</span>
          {amount(seat.bet, true)}
        </div>
      )}
      {view.button === seat.seat && (
        <span className={css.button} style={at(place.button)} title={t('table.dealer')}>
          <span aria-hidden="true">D</span>
          <span className="visually-hidden">{t('table.dealer')}</span>
        </span>
      )}
    </li>
  );
}

function EmptySeat({ seat, place, canSit, onSit }: { seat: number; place: SeatPlace; canSit: boolean; onSit: () => void }) {
  const { t } = useTranslation();
  return (
    <li className={css.seat}>
      {canSit ? (
        <button
          type="button"
          className={css.free}
          style={at(place.plate)}
          onClick={onSit}
          aria-label={`${t('table.seatEmpty', { no: seat + 1 })}: ${t('table.seatOpen')}`}
        >
          {t('table.seatOpen')}
        </button>
      ) : (
        <span className={css.vacant} style={at(place.plate)}>
          {t('table.seatEmpty', { no: seat + 1 })}
        </span>
      )}
    </li>
  );
}

function HoleCards({ seat, place, layout, best }: SeatProps) {
  const { t } = useTranslation();
  const { view } = useTable();
  const known = seat.cards ?? [];
  const count = known.length || seat.backs;
  if (count === 0 || (seat.isFolded && !seat.cards) || (seat.isMucked && !seat.isShown && view.ownSeat !== seat.seat))
    return null;
  const width = place.isHero ? layout.cardSize.hero : layout.cardSize.hole;
  const stepX = count > 1 ? (place.cards.w - width) / (count - 1) : 0;
  const middle = centreOf(place.cards);
  const from = centreOf(layout.board);
  const flight = { '--from-x': `${from.x - middle.x}px`, '--from-y': `${from.y - middle.y}px` } as CSSProperties;
  return (
    <div className={css.cards} style={{ ...at(place.cards), ...flight }} data-hero={place.isHero || undefined}>
      {known.length > 0 && <span className="visually-hidden">{cardsWords(known, t)}</span>}
      {Array.from({ length: count }, (_, i) => (
        <span
          key={`${view.deal.handNo} ${i}`}
          className={css.card}
          style={{ width, left: i * stepX, animationDelay: `calc(var(--t-deal) * ${i * 0.15})` }}
        >
          {known[i] === undefined ? (
            <CardBack />
          ) : (
            <CardFace
              card={known[i]}
              isBest={best?.includes(known[i]) ?? false}
              isDimmed={seat.isFolded || (best !== null && !best.includes(known[i]))}
            />
          )}
        </span>
      ))}
    </div>
  );
}

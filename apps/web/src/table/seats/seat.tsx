import type { HeldCard, TableSeat } from '@aboveboard/client';
import type { TFunction } from 'i18next';
import { Bot, Pause, WifiOff } from 'lucide-react';
import type { CSSProperties } from 'react';
import { useTranslation } from 'react-i18next';
import { CardBack, CardFace } from '../../cards/card-face.tsx';
import { cardsWords, cardWords } from '../../cards/card-words.ts';
import { ChipPile } from '../../chips/chip-pile.tsx';
import { useDiscards } from '../drawing/discards.ts';
import type { Side } from '../felt/winnings.ts';
import type { Box } from '../layout/box.ts';
import { centreOf } from '../layout/box.ts';
import { fan } from '../layout/fan.ts';
import type { Deal } from '../layout/measures.ts';
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
  deal: Deal;
  /** The cards that won, and which side of the pot; null before that. */
  best: ReadonlyMap<number, Side> | null;
};

/** A seat with all that belongs to it: cards, plate, bet and button, each at its place of the layout. */
export function Seat(props: SeatProps) {
  const { seat, place, layout } = props;
  const { t } = useTranslation();
  const { view, amount, open } = useTable();
  if (!seat.player)
    return (
      <EmptySeat
        seat={seat.seat}
        place={place}
        canSit={view.ownSeat === null}
        onPress={() => open({ name: view.ownSeat === null ? 'sit' : 'move', seat: seat.seat })}
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
      <HoleCards {...props} />
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

/** To sit down in, or to move to. */
function EmptySeat({ seat, place, canSit, onPress }: { seat: number; place: SeatPlace; canSit: boolean; onPress: () => void }) {
  const { t } = useTranslation();
  return (
    <li className={css.seat}>
      {canSit ? (
        <button
          type="button"
          className={css.free}
          style={at(place.plate)}
          onClick={onPress}
          aria-label={`${t('table.seatEmpty', { no: seat + 1 })}: ${t('table.seatOpen')}`}
        >
          {t('table.seatOpen')}
        </button>
      ) : (
        <button type="button" className={css.vacant} style={at(place.plate)} onClick={onPress}>
          {t('table.seatEmpty', { no: seat + 1 })}
        </button>
      )}
    </li>
  );
}

/** In stud the own cards that others do not see, first of all cards; elsewhere as they were dealt. */
function inPlace(cards: readonly HeldCard[], isStud: boolean): readonly HeldCard[] {
  return isStud ? [...cards.filter(({ isOpen }) => !isOpen), ...cards.filter(({ isOpen }) => isOpen)] : cards;
}

function HoleCards({ seat, place, layout, deal, best }: SeatProps) {
  const { t } = useTranslation();
  const { view } = useTable();
  const isOwn = view.ownSeat === seat.seat;
  const drawn = useDiscards();
  const discards = isOwn ? drawn : null;
  const cards = inPlace(seat.cards, deal.open > 0);
  const known = cards.flatMap(({ card }) => (card === null ? [] : [card]));
  if (cards.length === 0 || (seat.isMucked && !seat.isShown && !isOwn)) return null;
  const { hero, heroStep, hole, holeStep } = layout.cardSize;
  const [width, step] = place.isHero ? [hero, heroStep] : [hole, holeStep];
  const isTucked = (held: HeldCard) => deal.open > 0 && !held.isOpen && !seat.isShown;
  const spread = { strip: place.cards.w, card: width, step, isHero: place.isHero };
  const lefts = fan(
    cards.map((held) => !isTucked(held)),
    deal,
    spread,
  );
  const middle = centreOf(place.cards);
  const from = centreOf(layout.board);
  const flight = { '--from-x': `${from.x - middle.x}px`, '--from-y': `${from.y - middle.y}px` } as CSSProperties;
  return (
    <div
      className={css.cards}
      style={{ ...at(place.cards), ...flight }}
      data-hero={place.isHero || undefined}
      data-picking={discards ? true : undefined}
    >
      {known.length > 0 && !discards && <span className="visually-hidden">{cardsSaid(cards, isOwn, deal.open > 0, t)}</span>}
      {cards.map(({ card, isOpen }, i) => {
        const look = { width, left: lefts[i], animationDelay: `calc(var(--t-deal) * ${i * 0.15})` };
        const side = card === null ? undefined : best?.get(card);
        const face =
          card === null ? (
            <CardBack />
          ) : (
            <CardFace
              card={card}
              best={side ?? null}
              isDimmed={seat.isFolded || (best !== null && !side)}
              isDown={deal.open > 0 && isOwn && !isOpen}
            />
          );
        const key = `${view.deal.handNo} ${card ?? `back ${i}`}`;
        if (!discards || card === null)
          return (
            <span key={key} className={css.card} style={look}>
              {face}
            </span>
          );
        return (
          <button
            key={key}
            type="button"
            className={css.card}
            style={look}
            aria-pressed={discards.chosen.includes(card)}
            aria-label={cardWords(card, t)}
            onClick={() => discards.toggle(card)}
          >
            {face}
          </button>
        );
      })}
    </div>
  );
}

/** Cards as they are read: in stud the open ones apart from those only their owner sees. */
function cardsSaid(cards: readonly HeldCard[], isOwn: boolean, isStud: boolean, t: TFunction): string {
  const of = (isUp: boolean) => cards.flatMap(({ card, isOpen }) => (card !== null && isOpen === isUp ? [card] : []));
  if (!isStud || !isOwn) return cardsWords([...of(false), ...of(true)], t);
  return [
    of(false).length > 0 ? t('say.down', { cards: cardsWords(of(false), t) }) : '',
    of(true).length > 0 ? t('say.open', { cards: cardsWords(of(true), t) }) : '',
  ].join(' ');
}

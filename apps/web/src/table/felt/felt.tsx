import type { TableView } from '@aboveboard/client';
import type { TableEvent } from '@aboveboard/protocol';
import { type CSSProperties, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CardFace } from '../../cards/card-face.tsx';
import { cardsWords, rankWords } from '../../cards/card-words.ts';
import { ChipPile } from '../../chips/chip-pile.tsx';
import { layOut } from '../layout/table-layout.ts';
import { at, Seat } from '../seats/seat.tsx';
import { useTable } from '../table-context.ts';
import { useSize } from '../use-readable.ts';
import { ChipFlights } from './chip-flights.tsx';
import css from './felt.module.css';

/** The table itself. Whatever its size, everything on it has its own place (layout/). */
export function Felt({ event }: { event: TableEvent | null }) {
  const { t } = useTranslation();
  const { view } = useTable();
  const [element, setElement] = useState<HTMLElement | null>(null);
  const size = useSize(element);
  const layout = size && size.w > 0 && size.h > 0 ? layOut(size, view.settings.seats, view.ownSeat) : null;
  const best = bestCards(view);
  const scales =
    layout &&
    ({
      '--plate-scale': layout.mode === 'wide' ? layout.scale : layout.scale * 0.92,
      '--bet-scale': layout.mode === 'wide' ? layout.scale : layout.scale * 0.88,
    } as CSSProperties);
  return (
    <section ref={setElement} className={css.room} aria-label={t('table.felt')} style={scales ?? {}}>
      {layout && (
        <>
          <div className={css.felt} data-mode={layout.mode} style={at(layout.felt)} />
          <Board cards={view.board} best={best} box={layout.board} width={layout.cardSize.board} handNo={view.deal.handNo} />
          <Pots layout={layout} />
          <ul>
            {layout.seats.map((place) => {
              const seat = view.seats[place.seat];
              return (
                seat && (
                  <Seat
                    key={place.seat}
                    seat={seat}
                    place={place}
                    layout={layout}
                    best={seat.isWinner || seat.isShown ? best : null}
                  />
                )
              );
            })}
          </ul>
          {view.button !== null && !view.seats[view.button]?.player && (
            <DeadButton box={layout.seats.find((s) => s.seat === view.button)?.button} />
          )}
          <ChipFlights event={event} view={view} layout={layout} />
        </>
      )}
    </section>
  );
}

/** The five cards of the best hand that won, once it is shown; null before. */
function bestCards(view: TableView): readonly number[] | null {
  return view.seats.find((seat) => seat.isWinner && seat.rank)?.rank?.best ?? null;
}

function Board({
  cards,
  best,
  box,
  width,
  handNo,
}: {
  cards: readonly number[];
  best: readonly number[] | null;
  box: Parameters<typeof at>[0];
  width: number;
  handNo: number | null;
}) {
  const { t } = useTranslation();
  return (
    <div className={css.board} style={{ ...at(box), gap: (box.w - 5 * width) / 4 }}>
      {cards.length > 0 && <span className="visually-hidden">{t('say.board', { cards: cardsWords(cards, t) })}</span>}
      {cards.map((card) => (
        <span key={`${handNo} ${card}`} className={css.boardCard} style={{ width }}>
          <CardFace card={card} isBest={best?.includes(card) ?? false} isDimmed={best !== null && !best.includes(card)} />
        </span>
      ))}
    </div>
  );
}

function Pots({ layout }: { layout: ReturnType<typeof layOut> }) {
  const { t } = useTranslation();
  const { view, amount } = useTable();
  const winner = view.seats.find((seat) => seat.isWinner && seat.player);
  const phase = phaseWords(view);
  return (
    <>
      {view.pot > 0 && !winner && (
        <div className={css.pot} style={at(layout.pot)}>
          {view.pots.length > 0 && <ChipPile amount={view.pots.reduce((sum, pot) => sum + pot.amount, 0)} />}
          {t('table.pot', { amount: amount(view.pot, true) })}
        </div>
      )}
      {view.pot === 0 && phase && !winner && (
        <div className={css.phase} style={at(layout.pot)}>
          {t(phase)}
        </div>
      )}
      {winner ? (
        <div className={css.result} style={at(layout.pot)}>
          <b>{winner.rank ? rankWords(winner.rank, t) : winner.player?.name}</b>
          {!winner.rank && <span>{t('table.winner', { amount: amount(winner.won, true) })}</span>}
        </div>
      ) : (
        view.pots.length > 1 && (
          <div className={css.sidePots} style={at(layout.sidePots)}>
            {view.pots.map((pot, i) => (
              <span key={i}>
                {i === 0
                  ? t('table.mainPot', { amount: amount(pot.amount, true) })
                  : t('table.sidePot', { no: i, amount: amount(pot.amount, true) })}
              </span>
            ))}
          </div>
        )
      )}
    </>
  );
}

function phaseWords(view: TableView) {
  if (view.isClosed) return 'table.closed';
  switch (view.deal.phase) {
    case 'sealed':
      return 'table.sealing';
    case 'cut':
      return 'table.cut';
    case 'void':
      return 'table.voided';
    case 'idle':
    case 'ended':
      return view.seats.filter((seat) => seat.player).length < 2 ? 'table.empty' : null;
    case 'playing':
      return null;
  }
}

function DeadButton({ box }: { box: Parameters<typeof at>[0] | undefined }) {
  const { t } = useTranslation();
  if (!box) return null;
  return (
    <span className={css.deadButton} style={at(box)}>
      <span aria-hidden="true">D</span>
      <span className="visually-hidden">{t('table.dealer')}</span>
    </span>
  );
}

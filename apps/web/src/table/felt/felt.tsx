import type { TableView } from '@aboveboard/client';
import type { TableEvent } from '@aboveboard/protocol';
import { type CSSProperties, lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CardFace } from '../../cards/card-face.tsx';
import { ChipPile } from '../../chips/chip-pile.tsx';
import { boardCount, mostHeld, openCards } from '../../games/game-facts.ts';
import { boardWords } from '../announce/say-cards.ts';
import type { Box } from '../layout/box.ts';
import type { Deal } from '../layout/measures.ts';
import { layOut } from '../layout/table-layout.ts';
import { at, Seat } from '../seats/seat.tsx';
import { useTable } from '../table-context.ts';
import { useSize } from '../use-readable.ts';
import css from './felt.module.css';
import { Outcome, useOutcome } from './outcome.tsx';
import { type Side, winningCards } from './winnings.ts';

/** Decoration: it comes when it comes. */
const ChipFlights = lazy(() => import('./chip-flights.tsx'));

/** The table itself. Whatever its size, everything on it has its own place (layout/). */
export function Felt({ event }: { event: TableEvent | null }) {
  const { t } = useTranslation();
  const { view } = useTable();
  const [element, setElement] = useState<HTMLElement | null>(null);
  const size = useSize(element);
  const deal = dealOf(view);
  const layout = size && size.w > 0 && size.h > 0 ? layOut(size, view.settings.seats, view.ownSeat, deal) : null;
  const best = winningCards(view);
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
          {view.boards.map((cards, b) => {
            const box = layout.boards[b];
            return box && <Board key={b} no={b} cards={cards} best={best} box={box} width={layout.cardSize.board} />;
          })}
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
                    deal={deal}
                    best={seat.isWinner || seat.isShown ? best : null}
                  />
                )
              );
            })}
          </ul>
          {view.button !== null && !view.seats[view.button]?.player && (
            <DeadButton box={layout.seats.find((s) => s.seat === view.button)?.button} />
          )}
          <Suspense>
            <ChipFlights event={event} view={view} layout={layout} />
          </Suspense>
        </>
      )}
    </section>
  );
}

/** What the hand in play needs room for; before the first one, what the table offers. Boards that are run again count too. */
function dealOf({ game, settings, boards }: TableView): Deal {
  const code = game ?? settings.game;
  const open = openCards(code);
  return { held: mostHeld(code), open, boards: open > 0 ? 0 : Math.max(boardCount(code), boards.length) };
}

function Board({
  no,
  cards,
  best,
  box,
  width,
}: {
  no: number;
  cards: readonly number[];
  best: ReadonlyMap<number, Side> | null;
  box: Box;
  width: number;
}) {
  const { t } = useTranslation();
  const { view } = useTable();
  const columns = Math.max(Math.round(box.w / width / 1.1), 1);
  return (
    <div className={css.board} style={{ ...at(box), gap: columns > 1 ? (box.w - columns * width) / (columns - 1) : 0 }}>
      {cards.length > 0 && <span className="visually-hidden">{boardWords(cards, view.boards.length > 1 ? no : null, t)}</span>}
      {cards.map((card) => {
        const side = best?.get(card);
        return (
          <span key={`${view.deal.handNo} ${card}`} className={css.boardCard} style={{ width }}>
            <CardFace card={card} best={side ?? null} isDimmed={best !== null && !side} />
          </span>
        );
      })}
    </div>
  );
}

function Pots({ layout }: { layout: ReturnType<typeof layOut> }) {
  const { t } = useTranslation();
  const { view, amount } = useTable();
  const winner = view.seats.find((seat) => seat.isWinner && seat.player);
  const phase = phaseWords(view);
  const lines = useOutcome();
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
        <Outcome
          lines={lines}
          style={at(layout.result)}
          place={layout.mode === 'wide' && layout.boards.length > 1 ? 'beside' : 'felt'}
        />
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

import type { TableView } from '@aboveboard/client';
import type { TableEvent } from '@aboveboard/protocol';
import { useEffect, useRef, useState } from 'react';
import { ChipPile } from '../../chips/chip-pile.tsx';
import { type Box, centreOf } from '../layout/box.ts';
import type { TableLayout } from '../layout/table-layout.ts';
import { motionSpeed } from '../pacing/use-shown-view.ts';
import css from './felt.module.css';

type Flight = { readonly id: number; readonly amount: number; readonly from: Box; readonly to: Box };
const FLIGHT_MS = { off: 0, fast: 180, normal: 340 } as const;
const MOST_FLIGHTS = 12;

/** Chips on their way: bets to the pot, the pot to its winners. Decoration only: nothing waits for it. */
export default function ChipFlights({
  event,
  view,
  layout,
}: {
  event: TableEvent | null;
  view: TableView;
  layout: TableLayout;
}) {
  const [flights, setFlights] = useState<readonly Flight[]>([]);
  const before = useRef(view);
  const nextId = useRef(0);
  useEffect(() => {
    const started = event && motionSpeed() !== 'off' ? flightsOf(event, before.current, layout) : [];
    before.current = view;
    if (started.length === 0) return;
    setFlights((flying) => [...flying, ...started.map((flight) => ({ ...flight, id: nextId.current++ }))].slice(-MOST_FLIGHTS));
  }, [event, view, layout]);
  return (
    <div aria-hidden="true">
      {flights.map((flight) => (
        <FlyingChips
          key={flight.id}
          flight={flight}
          onLanded={() => setFlights((flying) => flying.filter((f) => f.id !== flight.id))}
        />
      ))}
    </div>
  );
}

function flightsOf(event: TableEvent, before: TableView, layout: TableLayout): Omit<Flight, 'id'>[] {
  const placeOf = (seat: number) => layout.seats.find((place) => place.seat === seat);
  if (event.kind === 'pots-gathered') {
    return before.seats.flatMap((seat) => {
      const place = placeOf(seat.seat);
      return seat.bet > 0 && place ? [{ amount: seat.bet, from: place.bet, to: layout.pot }] : [];
    });
  }
  if (event.kind === 'pot-awarded') {
    return event.winners.flatMap(({ seat, amount }) => {
      const place = placeOf(seat);
      return place ? [{ amount, from: layout.pot, to: place.plate }] : [];
    });
  }
  return [];
}

function FlyingChips({ flight, onLanded }: { flight: Flight; onLanded: () => void }) {
  const element = useRef<HTMLDivElement>(null);
  const landed = useRef(onLanded);
  useEffect(() => {
    const [from, to] = [centreOf(flight.from), centreOf(flight.to)];
    const flying = element.current?.animate(
      [
        { transform: `translate(${from.x}px, ${from.y}px) translate(-50%, -50%)` },
        { transform: `translate(${to.x}px, ${to.y}px) translate(-50%, -50%)`, opacity: 0.85 },
      ],
      { duration: FLIGHT_MS[motionSpeed()], easing: 'cubic-bezier(0.3, 0.6, 0.2, 1)', fill: 'forwards' },
    );
    flying?.addEventListener('finish', () => landed.current());
    return () => flying?.cancel();
  }, [flight]);
  return (
    <div ref={element} className={css.flight}>
      <ChipPile amount={flight.amount} />
    </div>
  );
}

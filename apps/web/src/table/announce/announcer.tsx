import type { TableEvent } from '@aboveboard/protocol';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useTable } from '../table-context.ts';
import { sayBoard, sayCards, sayEvent, sayTurn } from './say-event.ts';

/** Events come in bursts; a screen reader gets one sentence a breath. */
const BATCH_MS = 900;

/** Speaks the table: politely and in batches for what others do, at once for the own turn and for nothing else. */
export function Announcer({ event, asked }: { event: TableEvent | null; asked: string }) {
  const { t } = useTranslation();
  const { view, amount } = useTable();
  const [polite, setPolite] = useState('');
  const waiting = useRef<string[]>([]);
  useEffect(() => {
    const sentence = event && sayEvent(event, view, t, amount);
    if (!sentence) return;
    waiting.current.push(sentence);
  }, [event]); // once an event: a change of unit or language repeats nothing
  useEffect(() => {
    const timer = setInterval(() => {
      if (waiting.current.length > 0) setPolite(waiting.current.splice(0).join(' '));
    }, BATCH_MS);
    return () => clearInterval(timer);
  }, []);
  const isOwnTurn = view.turn !== null && view.turn.seat === view.ownSeat;
  const summary = t('say.summary', {
    no: view.deal.handNo ?? view.nextHandNo,
    board: sayBoard(view, t),
    pot: t('table.pot', { amount: amount(view.pot) }),
    cards: sayCards(view, t),
  });
  return (
    <div className="visually-hidden">
      <p>{summary}</p>
      <p aria-live="polite">{polite}</p>
      <p aria-live="polite">{asked}</p>
      <p aria-live="assertive">{isOwnTurn ? sayTurn(view, t, amount) : ''}</p>
    </div>
  );
}

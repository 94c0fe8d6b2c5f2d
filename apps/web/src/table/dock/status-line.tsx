import type { TableView } from '@aboveboard/client';
import type { TFunction } from 'i18next';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useTable } from '../table-context.ts';
import { useReadable, useSecondsLeft } from '../use-readable.ts';
import css from './dock.module.css';

const SYNCED_FOR_MS = 2_500;

/** The connection in one word, with seconds where somebody waits: live, slow, reconnecting (n s), synced. */
export function ConnectionWord() {
  const { t } = useTranslation();
  const { room } = useTable();
  const state = useReadable(room.connection);
  const wasLost = useRef(false);
  const [isSynced, setSynced] = useState(false);
  const seconds = useSecondsLeft(state.kind === 'reconnecting' ? state.nextTryAtMs : null, Date.now);
  useEffect(() => {
    if (state.kind === 'reconnecting') wasLost.current = true;
    if (state.kind !== 'live' || !wasLost.current) return;
    wasLost.current = false;
    setSynced(true);
    const timer = setTimeout(() => setSynced(false), SYNCED_FOR_MS);
    return () => clearTimeout(timer);
  }, [state.kind]);
  const word =
    state.kind === 'reconnecting' && seconds
      ? t('line.reconnectingIn', { count: seconds })
      : state.kind === 'live' && isSynced
        ? t('line.synced')
        : state.kind === 'closed'
          ? t('line.reconnecting')
          : t(`line.${state.kind}`);
  return (
    <span className={css.line} data-state={state.kind}>
      <i aria-hidden="true" />
      {word}
    </span>
  );
}

/** What stands in the way of playing, beside the actions: a lost line, a pause, a refusal. Never covers the table. */
export function Banner({ told }: { told: string | null }) {
  const { t } = useTranslation();
  const { room, view } = useTable();
  const state = useReadable(room.connection);
  const roomKey = useReadable(room.roomKey);
  const isOwnTurn = view.turn?.seat === view.ownSeat && view.ownSeat !== null;
  if (state.kind === 'reconnecting') {
    return (
      <div className={css.banner} data-tone="care" role="alert">
        {isOwnTurn ? t('line.lostTurn') : t('line.lost')}
        <button type="button" onClick={() => room.reconnectNow()}>
          {t('line.tryNow')}
        </button>
      </div>
    );
  }
  if (told) {
    return (
      <div className={css.banner} data-tone="tell" role="alert">
        {told}
      </div>
    );
  }
  if (roomKey?.changedTo) {
    return (
      <div className={css.banner} data-tone="care" role="alert">
        {t('line.roomKey')}
        <button type="button" onClick={() => room.acceptRoomKey()}>
          {t('line.roomKeyAccept')}
        </button>
      </div>
    );
  }
  if (state.kind === 'slow') return <Quiet text={t('line.slowLong')} />;
  if (view.isAway) return <Quiet text={t('line.away')} />;
  if (view.isPaused) return <Quiet text={t(`line.paused.${view.pauseReason ?? 'unknown'}`)} />;
  return null;
}

function Quiet({ text }: { text: string }) {
  return (
    <div className={css.banner} data-tone="care" role="status">
      {text}
    </div>
  );
}

/** Whose turn it is and how long, in words. */
export function TurnWords() {
  const { t } = useTranslation();
  const { room, view } = useTable();
  const seconds = useSecondsLeft(view.isPaused || view.isAway ? null : (view.turn?.deadlineMs ?? null), room.serverNowMs);
  const own = view.ownSeat === null ? undefined : view.seats[view.ownSeat];
  if (view.turn && view.turn.seat === view.ownSeat) {
    return (
      <span className={css.turn} data-own="true" data-low={(seconds ?? 99) <= 5 || undefined}>
        <b>{t(view.turn.draw ? 'turn.yoursToDraw' : 'turn.yours')}</b>
        {seconds !== null && <span>{t(view.turn.isOnTimeBank ? 'turn.bank' : 'turn.seconds', { count: seconds })}</span>}
      </span>
    );
  }
  if (own?.status === 'sitting-out') return <span className={css.turn}>{t('turn.out')}</span>;
  if (view.turn)
    return (
      <span className={css.turn}>
        {t(view.turn.draw ? 'turn.otherDraws' : 'turn.other', { name: view.seats[view.turn.seat]?.player?.name ?? '' })}
      </span>
    );
  const next = view.deal.phase === 'playing' ? null : nextHandWords(view, t);
  if (next) return <span className={css.turn}>{next}</span>;
  return <span className={css.turn}>{own && !own.isInHand && view.deal.phase === 'playing' ? t('turn.nextHand') : ''}</span>;
}

/** What is known of the hand to come and concerns everybody; null where it is a hand like any other. */
function nextHandWords({ upNext, seats, ownSeat }: TableView, t: TFunction): string | null {
  const nameOf = (seat: number) => seats[seat]?.player?.name ?? '';
  const { choice, killer, isBombPot, bombPotVotes } = upNext;
  const voter = bombPotVotes[0];
  if (choice && choice.seat !== ownSeat) return t('turn.chooses', { name: nameOf(choice.seat) });
  if (isBombPot) return t('turn.bombPot');
  if (killer !== null) return t('turn.kills', { name: nameOf(killer) });
  const isAskedToJoin = voter !== undefined && ownSeat !== null && !bombPotVotes.includes(ownSeat);
  return isAskedToJoin ? t('turn.votes', { name: nameOf(voter) }) : null;
}

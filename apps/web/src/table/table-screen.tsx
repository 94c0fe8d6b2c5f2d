/** The table as one plays at it. Takes whatever room and table it is given: the real ones, or a story's. */
import type { CommandRefusal, TableHandle } from '@aboveboard/client';
import type { TFunction } from 'i18next';
import { lazy, Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Notice } from '../app/notice.tsx';
import { usePreferences } from '../app/preferences.ts';
import { navigate, tablePath } from '../app/route.ts';
import { formatAmount } from '../i18n/amount.ts';
import { tableWords } from '../i18n/en/table.ts';
import { addWords } from '../i18n/words.ts';
import { play, unlockOnGesture } from '../sound/sound.ts';
import { Announcer } from './announce/announcer.tsx';
import { sayBoard, sayCards, sayStacks } from './announce/say-event.ts';
import { BackToLobby } from './back-to-lobby.tsx';
import { Dock } from './dock/dock.tsx';
import { Felt } from './felt/felt.tsx';
import { useTableKeys } from './keys/use-table-keys.ts';
import { type Shown, useShownView } from './pacing/use-shown-view.ts';
import { type OpenDialog, type Room, TableContext, type TableScope, useTable } from './table-context.ts';
import css from './table-screen.module.css';
import { TopBar } from './top-bar.tsx';
import { useReadable } from './use-readable.ts';
import { straddleDone } from './wishes.ts';

addWords(tableWords);

const loadDialogs = () => import('../dialogs/table-dialogs.tsx');
const loadDrawPanel = () => import('./dock/draw-panel.tsx');
const loadRefusals = () => import('./refusal-words.ts');
const TableDialogs = lazy(loadDialogs);
/** Fetched ahead once the table stands, so that a dialog opens at once, also when the line is down by then. */
const FETCH_DIALOGS_AFTER_MS = 2_000;
const TOLD_FOR_MS = 6_000;

/** The line was down before the words of refusals were here. */
const unexplained = { refusalWords: ({ code }: CommandRefusal, t: TFunction) => t('refusal.other', { code }) };

type Props = { room: Room; handle: TableHandle; invite: string | null; isToSit: boolean };

export function TableScreen(props: Props) {
  const { t } = useTranslation();
  const state = useReadable(props.handle.state);
  const shown = useShownView(props.handle);
  if (state.kind === 'refused') {
    const known = ['TABLE_NOT_FOUND', 'INVITE_NEEDED', 'TABLE_CLOSED', 'NOT_ALLOWED'] as const;
    const code = known.find((k) => k === state.code) ?? 'other';
    return <Notice text={t(`table.refused.${code}`, { code: state.code })} action={<BackToLobby />} />;
  }
  if (!shown) return <Notice text={t('table.loading')} />;
  return <LiveTable {...props} shown={shown} />;
}

function LiveTable({ room, handle, invite, isToSit, shown }: Props & { shown: Shown }) {
  const { t, i18n } = useTranslation();
  const unit = usePreferences((state) => state.unit);
  const { view, event } = shown;
  const { name, bigBlind, game: offered } = view.settings;
  const game = t(`games.name.${view.game ?? offered}`);
  const [dialog, open] = useState<OpenDialog | null>(() => firstDialog(shown, isToSit));
  useEffect(() => {
    if (isToSit) navigate(tablePath(handle.tableId, { invite }), 'replace'); // asked once: not again after a reload
  }, [isToSit, handle, invite]);
  useWaitForSeat({ handle, shown, own: room.player.get()?.playerId, isToSit, isBusy: dialog !== null, open });
  useEffect(() => {
    const timer = setTimeout(
      () => void Promise.all([loadDialogs(), loadRefusals(), loadDrawPanel()]).catch(() => {}),
      FETCH_DIALOGS_AFTER_MS,
    );
    return () => clearTimeout(timer);
  }, []);
  const [told, tell] = useSentence();
  const language = i18n.language;
  const amount = useCallback(
    (chips: number, isCompact = false) => formatAmount(chips, { unit, bigBlind, language, isCompact }),
    [unit, bigBlind, language],
  );
  const scope = useMemo<TableScope>(
    () => ({
      room,
      handle,
      view,
      invite,
      amount,
      open,
      tell,
      async run(command) {
        const result = await command;
        if (!result.ok) {
          const { refusalWords } = await loadRefusals().catch(() => unexplained);
          tell(refusalWords(result.error, t, amount));
        }
        return result.ok;
      },
    }),
    [room, handle, view, invite, amount, tell, t],
  );
  useEffect(
    () => room.onNotice((notice) => tell(notice.code === 'STOPPING' ? t('line.stopping') : t('line.slowDown'))),
    [room, tell, t],
  );
  useEffect(() => {
    document.title = `${view.turn && view.turn.seat === view.ownSeat ? '● ' : ''}${name} · ${game}`;
  }, [view, name, game]);
  useGameChange(view, tell);

  return (
    <TableContext value={scope}>
      <div className={css.screen}>
        <TopBar />
        <main id="content" className={css.main} aria-label={t('table.region', { name })}>
          <Felt event={event} />
          <Dock told={told} event={event} />
          <Heard shown={shown} />
        </main>
        <Suspense>{dialog && <TableDialogs dialog={dialog} />}</Suspense>
      </div>
    </TableContext>
  );
}

/** At a table where games change, the new one is said beside the actions as its first hand begins. */
function useGameChange({ game, settings }: Shown['view'], tell: (sentence: string) => void): void {
  const { t } = useTranslation();
  const before = useRef(game);
  useEffect(() => {
    if (game && before.current && game !== before.current)
      tell(t('games.now', { mix: t(`games.name.${settings.game}`), game: t(`games.name.${game}`) }));
    before.current = game;
  }, [game]); // once a change: another language repeats nothing
}

/** Arriving by quick play: the free seat is offered at once. */
function firstDialog({ view }: Shown, isToSit: boolean): OpenDialog | null {
  const free = view.seats.find((seat) => !seat.player);
  return isToSit && view.ownSeat === null && free ? { name: 'sit', seat: free.seat } : null;
}

/** At a full table whoever came to sit waits in the list; when a seat comes free for the first of it, the buy-in is asked at once. */
function useWaitForSeat(port: {
  handle: TableHandle;
  shown: Shown;
  own: string | undefined;
  isToSit: boolean;
  isBusy: boolean;
  open: (dialog: OpenDialog) => void;
}): void {
  const { handle, isToSit, isBusy, open, own } = port;
  const { seats, waiting, ownSeat } = port.shown.view;
  const free = seats.find((seat) => !seat.player)?.seat;
  const isFirst = own !== undefined && waiting[0]?.playerId === own;
  const offered = ownSeat === null && isFirst ? free : undefined;
  const cameToWait = useRef(isToSit && ownSeat === null && free === undefined);
  useEffect(() => {
    if (!cameToWait.current) return;
    cameToWait.current = false;
    void handle.joinWaitList();
  }, [handle]);
  useEffect(() => {
    if (offered === undefined || isBusy) return;
    play('turn');
    open({ name: 'sit', seat: offered });
  }, [offered]); // once for each offer: a dialog that was closed stays closed
}

/** A sentence that stays for a few seconds. */
function useSentence(): [string | null, (sentence: string) => void] {
  const [told, setTold] = useState<string | null>(null);
  const timer = useRef(0);
  const tell = useCallback((sentence: string) => {
    setTold(sentence);
    window.clearTimeout(timer.current);
    timer.current = window.setTimeout(() => setTold(null), TOLD_FOR_MS);
  }, []);
  return [told, tell];
}

/** What is heard: sounds, announcements, and the table read aloud on a key. */
function Heard({ shown: { view, event } }: { shown: Shown }) {
  const { t } = useTranslation();
  const { amount, open, room } = useTable();
  const [asked, setAsked] = useState('');
  const isOwnTurn = view.turn !== null && view.turn.seat === view.ownSeat;
  const turnId = isOwnTurn ? view.turn?.turnId : undefined;
  const deadlineMs = isOwnTurn ? view.turn?.deadlineMs : undefined;
  const isDrawing = isOwnTurn && view.turn?.draw !== null;
  useEffect(unlockOnGesture, []);
  useEffect(() => {
    if (turnId !== undefined) play('turn');
  }, [turnId]);
  useEffect(() => {
    if (deadlineMs === undefined || view.isPaused) return;
    const timer = setTimeout(() => play('time'), Math.max(deadlineMs - room.serverNowMs() - 5_000, 0));
    return () => clearTimeout(timer);
  }, [deadlineMs, view.isPaused, room]);
  useEffect(() => {
    if (event?.kind === 'posted' && event.what === 'straddle' && event.seat === view.ownSeat) straddleDone();
    if (event?.kind === 'pot-awarded' && event.winners.some((winner) => winner.seat === view.ownSeat)) play('win');
  }, [event, view.ownSeat]);
  useTableKeys({
    '?': () => open({ name: 'help' }),
    h: () => setAsked(sayCards(view, t)),
    b: () => setAsked(sayBoard(view, t)),
    p: () => setAsked(t('table.pot', { amount: amount(view.pot) })),
    s: () => isDrawing || setAsked(sayStacks(view, t, amount)), // then it stands pat
  });
  return <Announcer event={event} asked={asked} />;
}

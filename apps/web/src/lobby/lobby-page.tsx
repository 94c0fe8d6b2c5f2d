/** The lobby: come in with a nickname, take a quick seat, or look through the tables. */

import type { LobbyTable } from '@aboveboard/protocol';
import { QueryClientProvider } from '@tanstack/react-query';
import { Coins, Plus } from 'lucide-react';
import { lazy, Suspense, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Profile } from '../api/api.ts';
import { Link } from '../app/link.tsx';
import { navigate, tablePath } from '../app/route.ts';
import { Wordmark } from '../app/wordmark.tsx';
import { formatChips } from '../i18n/amount.ts';
import { lobbyWords } from '../i18n/en/lobby.ts';
import { addWords } from '../i18n/words.ts';
import ui from '../ui/ui.module.css';
import { GrantOffer } from './grant-offer.tsx';
import css from './lobby.module.css';
import { type NicknameField, NicknameForm } from './nickname-form.tsx';
import { QuickPlay } from './quick-play.tsx';
import { queryClient, useBecomeGuest, useProfile, useTables } from './session.ts';
import { TableList } from './table-list-section.tsx';
import { ThreeSteps } from './three-steps.tsx';

addWords(lobbyWords);

const AccountDialog = lazy(() => import('../dialogs/account-dialog.tsx'));
const CreateTableDialog = lazy(() => import('../dialogs/create-table-dialog.tsx'));

export default function LobbyPage() {
  return (
    <QueryClientProvider client={queryClient}>
      <Lobby />
    </QueryClientProvider>
  );
}

type Opened = 'account' | 'create' | null;

function Lobby() {
  const { t } = useTranslation();
  const profile = useProfile();
  const tables = useTables();
  const guest = useBecomeGuest();
  const field = useRef<NicknameField>(null);
  const [opened, open] = useState<Opened>(null);
  const me = profile.data ?? null;

  /** Whoever is new becomes a guest on the way, when a nickname stands there; else the field asks for it. */
  const withSession = async (go: () => void) => {
    if (me) return go();
    const nickname = field.current?.valid();
    if (!nickname) return;
    await guest.mutateAsync(nickname);
    go();
  };
  const goTo = (table: LobbyTable, sit: boolean) => withSession(() => navigate(tablePath(table.settings.tableId, { sit })));

  return (
    <div className={css.page}>
      <Header profile={me} onAccount={() => open('account')} />
      <main id="content" className={css.main}>
        <section className={css.hero}>
          <div className={css.pitch}>
            <h1>{t('lobby.title')}</h1>
            <p>{t('lobby.lead')}</p>
            {profile.data === null && <NicknameForm ref={field} guest={guest} />}
            {me && <GrantOffer profile={me} />}
          </div>
          <ThreeSteps />
        </section>
        {tables.isError && <Unreachable onRetry={() => void tables.refetch()} />}
        {tables.data && <QuickPlay tables={tables.data} onSit={(table) => void goTo(table, true)} />}
        <TableList
          tables={tables.data ?? null}
          mine={me?.seatedAt ?? []}
          onGo={(table, sit) => void goTo(table, sit)}
          action={
            <button type="button" className={ui.button} onClick={() => void withSession(() => open('create'))}>
              <Plus size={18} aria-hidden="true" />
              {t('lobby.create')}
            </button>
          }
        />
      </main>
      <footer className={css.footer}>
        {t('lobby.fineprint')} <Link to="/odds">{t('lobby.odds')}</Link>
      </footer>
      <Suspense>
        {opened === 'account' && me && <AccountDialog profile={me} onClose={() => open(null)} />}
        {opened === 'create' && <CreateTableDialog host={me?.player.name ?? ''} onClose={() => open(null)} />}
      </Suspense>
    </div>
  );
}

function Header({ profile, onAccount }: { profile: Profile | null; onAccount: () => void }) {
  const { t, i18n } = useTranslation();
  return (
    <header className={css.header}>
      <Wordmark />
      {profile && (
        <div className={css.who}>
          <span className={css.wallet}>
            <Coins size={16} aria-hidden="true" />
            <span className="visually-hidden">{t('wallet.available')}</span>
            <b>{formatChips(profile.wallet.available, i18n.language)}</b>
            {profile.wallet.inPlay > 0 && (
              <small>
                {t('wallet.inPlay')} {formatChips(profile.wallet.inPlay, i18n.language)}
              </small>
            )}
          </span>
          <button type="button" className={css.me} onClick={onAccount}>
            <span className="visually-hidden">{t('account.title')}: </span>
            <span aria-hidden="true">{profile.player.name.slice(0, 1).toUpperCase()}</span>
            <span className={css.meName}>{profile.player.name}</span>
          </button>
        </div>
      )}
    </header>
  );
}

function Unreachable({ onRetry }: { onRetry: () => void }) {
  const { t } = useTranslation();
  return (
    <div className={css.unreachable} role="alert">
      {t('lobby.unreachable')}
      <button type="button" className={ui.quiet} onClick={onRetry}>
        {t('lobby.tryNow')}
      </button>
    </div>
  );
}

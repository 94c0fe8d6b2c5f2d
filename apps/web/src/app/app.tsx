import { Component, lazy, type ReactNode, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import ui from '../ui/ui.module.css';
import css from './app.module.css';
import { Link } from './link.tsx';
import { Notice } from './notice.tsx';
import { usePreferences } from './preferences.ts';
import { useRoute } from './route.ts';

const LobbyPage = lazy(() => import('../lobby/lobby-page.tsx'));
const OddsPage = lazy(() => import('../odds/odds-page.tsx'));
const TablePage = lazy(() => import('../table/table-page.tsx'));

export function App() {
  const { t } = useTranslation();
  const motion = usePreferences((state) => state.motion);
  document.documentElement.dataset.motion = motion;
  return (
    <Fence fallback={<Notice text={t('app.crashed')} action={<ReloadButton />} />}>
      <a className={css.skip} href="#content">
        {t('app.skip')}
      </a>
      <Suspense fallback={<Notice text={t('app.loading')} />}>
        <Page />
      </Suspense>
    </Fence>
  );
}

function Page() {
  const { t } = useTranslation();
  const route = useRoute();
  switch (route.page) {
    case 'lobby':
      return <LobbyPage />;
    case 'table':
      return <TablePage key={route.tableId} tableId={route.tableId} invite={route.invite} isToSit={route.sit} />;
    case 'odds':
      return <OddsPage />;
    case 'nowhere':
      return (
        <Notice
          text={t('app.notFound')}
          action={
            <Link to="/" className={ui.main}>
              {t('app.toLobby')}
            </Link>
          }
        />
      );
  }
}

function ReloadButton() {
  const { t } = useTranslation();
  return (
    <button type="button" className={ui.main} onClick={() => window.location.reload()}>
      {t('app.reload')}
    </button>
  );
}

/** What breaks while drawing ends here, with words instead of an empty page. */
class Fence extends Component<{ fallback: ReactNode; children: ReactNode }, { isBroken: boolean }> {
  override state = { isBroken: false };

  static getDerivedStateFromError() {
    return { isBroken: true };
  }

  override render() {
    return this.state.isBroken ? this.props.fallback : this.props.children;
  }
}

import { ArrowLeft, Keyboard, Menu, Settings, Volume2, VolumeX } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Link } from '../app/link.tsx';
import { prefer, usePreferences } from '../app/preferences.ts';
import { Mark } from '../app/wordmark.tsx';
import { stakesWords } from '../games/stakes-words.ts';
import { formatChips } from '../i18n/amount.ts';
import ui from '../ui/ui.module.css';
import { useTable } from './table-context.ts';
import css from './table-screen.module.css';

export function TopBar() {
  const { t, i18n } = useTranslation();
  const { view, open } = useTable();
  const { unit, isMuted } = usePreferences();
  const { settings } = view;
  const played = view.game ?? settings.game;
  const { main, more } = stakesWords(played, view.stakes ?? settings, t, (chips) => formatChips(chips, i18n.language));
  const mix = played === settings.game ? '' : `${t(`games.name.${settings.game}`)}: `;
  return (
    <header className={css.top}>
      <Link to="/" className={css.home} label={t('table.lobby')}>
        <ArrowLeft size={18} aria-hidden="true" />
        <Mark size={22} />
      </Link>
      <h1 className={css.title}>
        {settings.name}{' '}
        <span>
          <b>
            {mix}
            {t(`games.name.${played}`)}
          </b>{' '}
          {main} <small>{more}</small>
        </span>
      </h1>
      {view.deal.handNo !== null && <span className={css.hand}>{t('table.hand', { no: view.deal.handNo })}</span>}
      <div className={css.tools}>
        <button
          type="button"
          className={`${ui.quiet} ${css.unit}`}
          onClick={() => prefer({ unit: unit === 'bb' ? 'chips' : 'bb' })}
        >
          <span data-on={unit === 'chips' || undefined}>{t('settings.chips')}</span>
          <span data-on={unit === 'bb' || undefined}>BB</span>
          <span className={`visually-hidden ${css.said}`}>: {t(unit === 'bb' ? 'table.unitChips' : 'table.unitBb')}</span>
        </button>
        <button
          type="button"
          className={ui.icon}
          aria-label={t(isMuted ? 'table.unmute' : 'table.mute')}
          onClick={() => prefer({ isMuted: !isMuted })}
        >
          {isMuted ? <VolumeX size={20} aria-hidden="true" /> : <Volume2 size={20} aria-hidden="true" />}
        </button>
        <button
          type="button"
          className={`${ui.icon} ${css.roomy}`}
          aria-label={t('table.help')}
          onClick={() => open({ name: 'help' })}
        >
          <Keyboard size={20} aria-hidden="true" />
        </button>
        <button
          type="button"
          className={`${ui.icon} ${css.roomy}`}
          aria-label={t('table.settings')}
          onClick={() => open({ name: 'settings' })}
        >
          <Settings size={20} aria-hidden="true" />
        </button>
        <button type="button" className={ui.icon} aria-label={t('table.menu')} onClick={() => open({ name: 'menu' })}>
          <Menu size={20} aria-hidden="true" />
        </button>
      </div>
    </header>
  );
}

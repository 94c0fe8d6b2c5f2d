import { useTranslation } from 'react-i18next';
import ui from '../ui/ui.module.css';
import { type Asked, emptyAsked, withGame } from './asked.ts';
import css from './odds.module.css';
import { ODDS_GAMES, type OddsGameCode } from './odds-games.ts';

export function GameChoice({ asked, change }: { asked: Asked; change: (asked: Asked) => void }) {
  const { t } = useTranslation();
  return (
    <div className={css.game}>
      <label>
        <span className="visually-hidden">{t('odds.game')}</span>
        <select
          className={ui.input}
          value={asked.code}
          onChange={(event) => change(withGame(asked, event.target.value as OddsGameCode))}
        >
          {ODDS_GAMES.map((code) => (
            <option key={code} value={code}>
              {t(`games.name.${code}`)}
            </option>
          ))}
        </select>
      </label>
      <button type="button" className={ui.quiet} onClick={() => change(emptyAsked(asked.code))}>
        {t('odds.clear')}
      </button>
    </div>
  );
}

import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { usePreferences } from '../app/preferences.ts';
import { isGameCode } from '../games/game-facts.ts';
import { rulesWords } from '../games/rules-words.ts';
import { houseWords } from '../house/house-words.ts';
import { formatChips } from '../i18n/amount.ts';
import { useTable } from '../table/table-context.ts';
import css from './dialog.module.css';
import { Dialog } from './dialog.tsx';

/** The game in play in three lines, and the keys. What the keys are is the same in every language; what they do is said in one's own. */
export function HelpDialog() {
  const { t, i18n } = useTranslation();
  const { view, open } = useTable();
  const code = view.game ?? (isGameCode(view.settings.game) ? view.settings.game : null);
  const house = houseWords(view.settings, t);
  const letterKeys = usePreferences((state) => state.letterKeys);
  const keys: [string, string][] = [
    ['F', t('help.fold')],
    ['C', t('help.call')],
    ['R', t('help.raise')],
    ['1–6', t('help.preset')],
    ['D', t('help.draw')],
    ['↑ ↓', t('help.arrows')],
    ['H', t('help.cards')],
    ['B', t('help.board')],
    ['P', t('help.pot')],
    ['S', view.turn?.draw ? t('help.pat') : t('help.stacks')],
    ['?', t('help.help')],
  ];
  return (
    <Dialog title={code ? t(`games.name.${code}`) : t('help.title')} onClose={() => open(null)}>
      {code && (
        <ol className={css.rules}>
          {rulesWords(code, view.stakes ?? view.settings, t, (chips) => formatChips(chips, i18n.language)).map((line) => (
            <li key={line}>{line}</li>
          ))}
        </ol>
      )}
      {house.length > 0 && <p>{house.join(' · ')}</p>}
      <h3>{t('help.title')}</h3>
      {!letterKeys && <p className={css.dim}>{t('help.off')}</p>}
      <dl className={css.keys}>
        {keys.map(([key, what]) => (
          <Fragment key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{what}</dd>
          </Fragment>
        ))}
      </dl>
      <a href="/odds" target="_blank" rel="noreferrer">
        {t('help.odds')}
      </a>
    </Dialog>
  );
}

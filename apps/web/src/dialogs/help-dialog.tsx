import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { usePreferences } from '../app/preferences.ts';
import { useTable } from '../table/table-context.ts';
import css from './dialog.module.css';
import { Dialog } from './dialog.tsx';

/** What the keys are is the same in every language; what they do is said in one's own. */
export function HelpDialog() {
  const { t } = useTranslation();
  const { open } = useTable();
  const letterKeys = usePreferences((state) => state.letterKeys);
  const keys: [string, string][] = [
    ['F', t('help.fold')],
    ['C', t('help.call')],
    ['R', t('help.raise')],
    ['1–4', t('help.preset')],
    ['↑ ↓', t('help.arrows')],
    ['H', t('help.cards')],
    ['B', t('help.board')],
    ['P', t('help.pot')],
    ['S', t('help.stacks')],
    ['?', t('help.help')],
  ];
  return (
    <Dialog title={t('help.title')} onClose={() => open(null)}>
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

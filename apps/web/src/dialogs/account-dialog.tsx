import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Profile } from '../api/api.ts';
import { formatChips } from '../i18n/amount.ts';
import { dialogsWords } from '../i18n/en/dialogs.ts';
import { addWords } from '../i18n/words.ts';
import { useEndSession } from '../lobby/session.ts';
import ui from '../ui/ui.module.css';
import css from './dialog.module.css';
import { Dialog } from './dialog.tsx';
import { LanguageChoice } from './language-choice.tsx';

addWords(dialogsWords);

/** The guest's account: wallet, language, and ending the session, which for a guest is for good. */
export default function AccountDialog({ profile, onClose }: { profile: Profile; onClose: () => void }) {
  const { t, i18n } = useTranslation();
  const end = useEndSession();
  const [isAsking, setAsking] = useState(false);
  const { player, wallet } = profile;
  const chips = (amount: number) => formatChips(amount, i18n.language);
  return (
    <Dialog title={player.name} onClose={onClose}>
      <p className={css.dim}>{t('account.guest')}</p>
      <dl className={css.figures}>
        <dt>{t('wallet.available')}</dt>
        <dd>{chips(wallet.available)}</dd>
        <dt>{t('wallet.inPlay')}</dt>
        <dd>{chips(wallet.inPlay)}</dd>
      </dl>
      <LanguageChoice />
      {isAsking ? (
        <>
          <p>{profile.seatedAt.length > 0 ? t('account.leaveSeated') : t('account.leaveWarning', { name: player.name })}</p>
          <div className={css.buttons}>
            <button type="button" className={ui.button} onClick={() => setAsking(false)}>
              {t('app.cancel')}
            </button>
            {profile.seatedAt.length === 0 && (
              <button
                type="button"
                className={ui.danger}
                disabled={end.isPending}
                onClick={() => end.mutate(undefined, { onSuccess: onClose })}
              >
                {t('account.leaveConfirm')}
              </button>
            )}
          </div>
        </>
      ) : (
        <button type="button" className={ui.quiet} onClick={() => setAsking(true)}>
          {t('account.leave')}
        </button>
      )}
    </Dialog>
  );
}

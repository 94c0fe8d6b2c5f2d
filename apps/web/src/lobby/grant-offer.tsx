import { useTranslation } from 'react-i18next';
import type { Profile } from '../api/api.ts';
import ui from '../ui/ui.module.css';
import css from './lobby.module.css';
import { useClaimGrant } from './session.ts';

/** For whoever has no chips left: new ones, or when there will be some. */
export function GrantOffer({ profile }: { profile: Profile }) {
  const { t, i18n } = useTranslation();
  const claim = useClaimGrant();
  const { nextGrantAtMs, wallet } = profile;
  if (nextGrantAtMs === null || wallet.available + wallet.inPlay > 0) return null;
  const isDue = nextGrantAtMs <= Date.now();
  const time = new Intl.DateTimeFormat(i18n.language, { timeStyle: 'short' }).format(nextGrantAtMs);
  return (
    <p className={css.grant}>
      {t('wallet.busted')}
      {isDue ? (
        <button type="button" className={ui.main} disabled={claim.isPending} onClick={() => claim.mutate()}>
          {t('wallet.claim')}
        </button>
      ) : (
        <b>{t('wallet.claimAt', { time })}</b>
      )}
    </p>
  );
}

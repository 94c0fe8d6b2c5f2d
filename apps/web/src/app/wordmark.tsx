import { useTranslation } from 'react-i18next';
import { SUIT_PATHS } from '../cards/suit-shapes.ts';
import css from './app.module.css';
import { Link } from './link.tsx';

/** A spade above the board. */
export function Mark({ size = 26 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" aria-hidden="true">
      <path d={SUIT_PATHS.spade} fill="var(--ivory)" transform="translate(6 0) scale(0.63)" />
      <path d="M3 26.5h26" stroke="var(--brass)" strokeWidth="3" strokeLinecap="round" />
    </svg>
  );
}

export function Wordmark() {
  const { t } = useTranslation();
  return (
    <Link to="/" className={css.wordmark}>
      <Mark />
      {t('app.name')}
    </Link>
  );
}

import { useTranslation } from 'react-i18next';
import { Link } from '../app/link.tsx';
import ui from '../ui/ui.module.css';

export function BackToLobby() {
  const { t } = useTranslation();
  return (
    <Link to="/" className={ui.main}>
      {t('app.toLobby')}
    </Link>
  );
}

import { useTranslation } from 'react-i18next';
import { prefer } from '../app/preferences.ts';
import { LANGUAGES, type Language, speak } from '../i18n/i18n.ts';
import { Segments } from './segments.tsx';

export function LanguageChoice() {
  const { t, i18n } = useTranslation();
  const choose = (language: Language) => {
    prefer({ language });
    void speak(language);
  };
  return (
    <Segments
      label={t('app.language')}
      value={i18n.language as Language}
      onChange={choose}
      options={Object.entries(LANGUAGES) as [Language, string][]}
    />
  );
}

/** Starts i18next with the words all pages share; other languages are fetched when they are chosen. */
import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { usePreferences } from '../app/preferences.ts';
import { sharedWords } from './en/shared.ts';
import type { Wording } from './en.ts';
import { addEarlyWords } from './words.ts';

export const LANGUAGES = { en: 'English', de: 'Deutsch' } as const;
export type Language = keyof typeof LANGUAGES;

declare module 'i18next' {
  interface CustomTypeOptions {
    resources: { translation: Wording };
    contextSeparator: '~';
    returnObjects: false;
  }
}

/** What the person chose before, else what the browser asks for, else English. */
function firstLanguage(): Language {
  const chosen = usePreferences.getState().language;
  const wanted = chosen ?? navigator.language.slice(0, 2);
  return wanted in LANGUAGES ? (wanted as Language) : 'en';
}

export async function startI18n(): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: 'en',
    fallbackLng: 'en',
    resources: { en: { translation: sharedWords } },
    interpolation: { escapeValue: false }, // React escapes
    contextSeparator: '~', // refusal codes have underscores of their own
  });
  addEarlyWords();
  await speak(firstLanguage());
}

export async function speak(language: Language): Promise<void> {
  if (language === 'de' && !i18next.hasResourceBundle('de', 'translation')) {
    const { GERMAN } = await import('./de.ts');
    for (const words of GERMAN) i18next.addResourceBundle('de', 'translation', words, true);
  }
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
}

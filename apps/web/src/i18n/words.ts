/**
 * English words come with the part of the page that says them, so that nobody waits for words of a dialog they never open. A part adds
 * its own as it is loaded; other languages are one file, fetched when they are chosen.
 */
import i18next from 'i18next';

const early: object[] = [];

/** Adds to the English words, also before i18next has started. */
export function addWords(words: object): void {
  if (i18next.isInitialized) i18next.addResourceBundle('en', 'translation', words, true);
  else early.push(words);
}

/** What was added before the start. */
export function addEarlyWords(): void {
  for (const words of early.splice(0)) addWords(words);
}

import i18next from 'i18next';
import { GERMAN } from '../i18n/de.ts';
import { dialogsWords } from '../i18n/en/dialogs.ts';
import { houseWords } from '../i18n/en/house.ts';
import { lobbyWords } from '../i18n/en/lobby.ts';
import { oddsWords } from '../i18n/en/odds.ts';
import { refusalsWords } from '../i18n/en/refusals.ts';
import { sharedWords } from '../i18n/en/shared.ts';
import { tableWords } from '../i18n/en/table.ts';
import type { Wording } from '../i18n/en.ts';

/** All English words there are, as a page has them once every part of it is loaded. */
export function english(): Wording {
  return inOne([sharedWords, lobbyWords, tableWords, dialogsWords, houseWords, refusalsWords, oddsWords]);
}

export function german(): Wording {
  return inOne(GERMAN);
}

function inOne(parts: readonly object[]): Wording {
  const all = i18next.createInstance();
  void all.init({ lng: 'en', resources: {}, initAsync: false });
  for (const words of parts) all.addResourceBundle('en', 'translation', words, true);
  return all.getResourceBundle('en', 'translation') as Wording;
}

/** All words of the page: each part of it brings its own (words.ts), other languages have the same keys (i18n.test.ts). */
import type { dialogsWords } from './en/dialogs.ts';
import type { houseWords } from './en/house.ts';
import type { lobbyWords } from './en/lobby.ts';
import type { oddsWords } from './en/odds.ts';
import type { refusalsWords } from './en/refusals.ts';
import type { sharedWords } from './en/shared.ts';
import type { tableWords } from './en/table.ts';

export type Wording = typeof sharedWords &
  typeof lobbyWords &
  typeof tableWords &
  typeof dialogsWords &
  typeof houseWords &
  typeof refusalsWords &
  typeof oddsWords;

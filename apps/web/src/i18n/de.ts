/** Alles, was die Seite sagt, auf Deutsch, Teil für Teil wie auf Englisch. Die Spielbegriffe sind die vom deutschen Pokertisch. */
import { dialogsInGerman } from './de/dialogs.ts';
import { houseInGerman } from './de/house.ts';
import { lobbyInGerman } from './de/lobby.ts';
import { oddsInGerman } from './de/odds.ts';
import { refusalsInGerman } from './de/refusals.ts';
import { sharedInGerman } from './de/shared.ts';
import { tableInGerman } from './de/table.ts';

/** Parts that share a name, such as the settings of a table and of its dialog, are put together by whoever takes them. */
export const GERMAN: readonly object[] = [
  sharedInGerman,
  lobbyInGerman,
  tableInGerman,
  dialogsInGerman,
  houseInGerman,
  refusalsInGerman,
  oddsInGerman,
];

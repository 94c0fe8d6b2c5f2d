import type { OfferedGame } from '@aboveboard/protocol';
import { FAMILIES, type Family, familyOf } from './game-facts.ts';

/** Every game a table may offer, those most looked for first. Named here so that the lobby need not load the protocol's schemas. */
export const OFFERED_GAMES: readonly OfferedGame[] = [
  ...(['NT', 'PT', 'FT', 'ST', 'NS', 'NS3', 'NCP', 'PI', 'NG', 'NT-B1', 'NT-B2'] as const),
  ...(['PO', 'PO/8', 'PO5', 'PO5/8', 'PO6', 'NO/8', 'FO/8', 'FO', 'PC', 'PC/8', 'PO-B1', 'PO-B2'] as const),
  ...(['F7S', 'FR', 'F7S/8', 'F7S/N'] as const),
  ...(['F2L3D', 'FB', 'N2L1D', 'FA5L3D', 'N5CD', 'F5CD', 'PDM', 'FBA', 'FBD'] as const),
  ...(['HORSE', '8-GAME'] as const),
];

/** The games by family, in the order of families. */
export function gamesByFamily(): readonly (readonly [Family, readonly OfferedGame[]])[] {
  return FAMILIES.map((family) => [family, OFFERED_GAMES.filter((code) => familyOf(code) === family)] as const);
}

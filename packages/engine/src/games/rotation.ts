/** Mixed games that have a name; a table plays any of its own. @see rules/MIX.md MIX-1. */
export interface Rotation {
  readonly code: string;
  /** Codes of its games, in the order they are played. */
  readonly games: readonly string[];
}

/** The mixes that have a name. */
export const ROTATIONS: readonly Rotation[] = [
  { code: 'HORSE', games: ['FT', 'FO/8', 'FR', 'F7S', 'F7S/8'] },
  { code: '8-GAME', games: ['F2L3D', 'FT', 'FO/8', 'FR', 'F7S', 'F7S/8', 'NT', 'PO'] },
];

/** The rotation of a code, `null` for a code that names none. */
export function rotationOf(code: string): Rotation | null {
  return ROTATIONS.find((rotation) => rotation.code === code) ?? null;
}

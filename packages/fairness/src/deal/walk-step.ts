/** Steps of a reshuffle as they travel to players and into histories: all of them in order, opened as far as somebody may see them. */

export interface ReshuffleEntryJson {
  readonly slot: number;
  readonly salt: string;
  readonly path: readonly string[];
}

export interface WalkStepJson {
  /** Which entry of the sealed reshuffle: the re-cut's next one. */
  readonly k: number;
  /** Dealt, as its slot lay in the muck; else passed over. */
  readonly dealt: boolean;
  /** The sealed entry, in hex: open to all where the slot was passed over; where it was dealt, to its recipient and at a showdown. */
  readonly entry: ReshuffleEntryJson | null;
}

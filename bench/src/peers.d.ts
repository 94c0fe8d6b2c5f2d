/** Peers that bring no types: only what the benchmarks call. */
declare module 'phe' {
  /** Strength of five to seven card codes, `rank * 4 + suit`; a smaller number is the better hand. */
  export function evaluateCardCodes(codes: readonly number[]): number;
  /** The same for cards as text, "As Kd …". */
  export function evaluateBoard(board: string): number;
}

declare module 'pokersolver' {
  export class Hand {
    static solve(cards: readonly string[]): Hand;
    /** 1 for a high card to 9 for a straight flush. */
    readonly rank: number;
    /** 1 when this hand loses to the other, -1 when it wins, 0 for a tie. */
    compare(other: Hand): number;
  }
}

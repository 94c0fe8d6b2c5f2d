/** Peers too heavy for everybody's install: one brings 120 MB of tables and an old compiler. */
import { latePeers } from '../measure/late-peers.ts';

export interface PokerTools {
  /** Strength of five to seven card codes, `rank * 4 + suit`; a smaller number is the better hand. */
  evaluate(codes: readonly number[]): number;
  /** The same for cards as text, "As Kd …". */
  evaluateBoard(board: string): number;
}

export interface PokerEvaluator {
  /** Cards as numbers from 1, `rank * 4 + suit + 1`, or as text; a greater value is the better hand. */
  evalHand(cards: readonly number[] | readonly string[]): { readonly value: number };
}

export const HEAVY_PEERS = ['@pokertools/evaluator', 'poker-evaluator'];

export const {
  install: installHeavyPeers,
  load: heavyPeer,
  version: heavyPeerVersion,
} = latePeers('bench/peers', HEAVY_PEERS, '180 MB');

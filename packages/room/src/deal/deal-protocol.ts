/**
 * How decks are sealed, cut and opened: the port behind which undealt cards stay. Whatever stands behind it (SCB-1 today, mental
 * poker one day) is the only part of the room that could know a card nobody has been dealt.
 */
import type {
  Bytes,
  CardNumber,
  CloseStatus,
  Fault,
  Open,
  OpenedStep,
  OpeningJson,
  OpenSeat,
  PublicHistory,
  Redeal,
  Reveal,
  Settlement,
  StartState,
} from '@aboveboard/fairness';
import type { Result } from '@aboveboard/kit';

export interface DealRequest {
  /** A UUID. */
  readonly tableId: string;
  readonly handNo: number;
  /** Log index of this table's last CLOSE; null for none. */
  readonly prevCloseIndex: number | null;
  readonly tMs: number;
  /** Bytes of the RULES entry this table is played by. */
  readonly rulesEntry: Bytes;
  /** Names the deal's layout, and with it the deck that is sealed. */
  readonly start: StartState;
  /** In deal order; a seat that does not contribute has zeros. */
  readonly seats: readonly OpenSeat[];
}

export interface DealProtocol {
  /** Seals fresh decks for one hand. Write `open.bytes` and `box` in one transaction before anybody may see OPEN. */
  seal(request: DealRequest): SealedDeal;
  /** Opens the box of a hand that was sealed before, as its successor must: BOX_UNREADABLE or KEK_UNKNOWN where it cannot. */
  reopen(openBytes: Bytes, box: Bytes): Result<SealedDeal, Fault>;
  /** CLOSE with status 3, for a hand whose box cannot be opened or whose journal is lost: everything goes back. `reveals` as far as they came. */
  closeUnreadable(close: UnreadableClose): Result<Bytes, Fault>;
}

export interface UnreadableClose extends ClosedAt {
  readonly openBytes: Bytes;
  readonly reveals: readonly Reveal[];
  readonly history: PublicHistory;
  readonly settlement: Settlement;
}

export interface ClosedAt {
  readonly openIndex: number;
  readonly tMs: number;
}

/** A hand before its cut. */
export interface SealedDeal {
  readonly open: Open;
  readonly box: Bytes;
  /** Whether a seed opens the commit that OPEN has for this seat. */
  opensCommit(seat: number, seed: Bytes): boolean;
  /** CLOSE with status 1: no card was dealt, every deck is published. */
  closeVoid(at: ClosedAt, reveals: readonly Reveal[]): Bytes;
  /** The cut over every committed seed, in OPEN's order. */
  cut(reveals: readonly Reveal[]): Result<CutDeal, Fault>;
}

/** A hand after its cut: cards exist, by deal position. */
export interface CutDeal {
  readonly play: number;
  readonly burned: readonly { readonly deck: number; readonly seed: Bytes }[];
  readonly cutnote: Bytes;
  /** The card at a deal position with its proof. Ask only for somebody who may see it. */
  opening(position: number): OpeningJson;
  /** The same wherever the card lies: by the card, or by its slot in the sealed deck. */
  openingOf(which: { readonly card: CardNumber } | { readonly slot: number }): OpeningJson;
  /** The next steps of the reshuffle, where the deck was sealed with one; the entries of dealt steps are for the drawer alone. */
  redeal(request: Redeal): readonly OpenedStep[];
  /** CLOSE with status 0, or 2 for a hand that was run out. */
  close(
    at: ClosedAt & {
      readonly status: Extract<CloseStatus, 0 | 2>;
      readonly history: PublicHistory;
      readonly settlement: Settlement;
    },
  ): Bytes;
}

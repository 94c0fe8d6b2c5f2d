/** Why a command did not happen: the server's refusal, or the SDK's own word where the server could not be asked. */
import type { WireRefusal } from '@aboveboard/protocol';

export type CommandRefusal =
  | WireRefusal
  /** No answer came within the deadline. It may have been carried out all the same: the table's view tells. */
  | { readonly code: 'NO_ANSWER'; readonly detail?: undefined }
  /** The client was closed first. */
  | { readonly code: 'CLIENT_CLOSED'; readonly detail?: undefined }
  /** More commands wait than the SDK keeps. */
  | { readonly code: 'TOO_MANY_WAITING'; readonly detail?: undefined }
  /** A deal at this table failed verification: nothing but leaving is sent any more. */
  | { readonly code: 'DEAL_REFUSED'; readonly detail?: undefined };

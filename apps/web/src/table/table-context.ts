/** What every part of the table page needs: the table, what it shows now, and how to act and speak. */
import type { Client, CommandResult, TableHandle, TableView } from '@aboveboard/client';
import { createContext, use } from 'react';

/** What of the SDK's client the page uses; the story page has one of its own. */
export type Room = Pick<
  Client,
  'connection' | 'wallet' | 'player' | 'roomKey' | 'acceptRoomKey' | 'serverNowMs' | 'reconnectNow' | 'onNotice'
>;

export type TableDialogName = 'sit' | 'move' | 'top-up' | 'leave' | 'menu' | 'settings' | 'help' | 'proof';
export type OpenDialog =
  | { readonly name: 'sit' | 'move'; readonly seat: number }
  | { readonly name: Exclude<TableDialogName, 'sit' | 'move'> };

export type TableScope = {
  readonly room: Room;
  readonly handle: TableHandle;
  /** What is shown: may lag behind the truth by a moment, never on the own turn. */
  readonly view: TableView;
  readonly invite: string | null;
  amount(chips: number, isCompact?: boolean): string;
  /** Sends a command; a refusal is explained in words. Resolves to whether it was carried out. */
  run(command: CommandResult): Promise<boolean>;
  /** Puts a sentence beside the action area for a while. */
  tell(sentence: string): void;
  open(dialog: OpenDialog | null): void;
};

export const TableContext = createContext<TableScope | null>(null);

export function useTable(): TableScope {
  const scope = use(TableContext);
  if (!scope) throw new Error('useTable outside of a table');
  return scope;
}

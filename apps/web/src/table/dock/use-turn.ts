import type { PlayerAction } from '@aboveboard/protocol';
import { useEffect, useState } from 'react';
import { choose, type PreAction, type PreActionKind, resolve, stillStands } from '../pre-actions/pre-action.ts';
import { useTable } from '../table-context.ts';

export type OwnTurn = {
  readonly isOwnTurn: boolean;
  /** An action was sent and not answered yet. */
  readonly isSending: boolean;
  act(action: PlayerAction): void;
};

/** The own turn, and sending what was decided for it: once. */
export function useOwnTurn(): OwnTurn {
  const { view, handle, run } = useTable();
  const [sentFor, setSentFor] = useState<number | null>(null);
  const turn = view.turn;
  const isOwnTurn = turn !== null && turn.seat === view.ownSeat;
  const isSending = isOwnTurn && sentFor === turn.turnId;
  const act = (action: PlayerAction) => {
    if (!isOwnTurn || isSending) return;
    setSentFor(turn.turnId);
    void run(handle.act(action, turn.turnId)).then((isDone) => !isDone && setSentFor(null));
  };
  return { isOwnTurn, isSending, act };
}

/** What was decided ahead; played when the turn comes, dropped when it no longer fits. */
export function usePreAction({ isOwnTurn, act }: OwnTurn) {
  const { view } = useTable();
  const [chosen, setChosen] = useState<PreAction | null>(null);
  const standing = chosen && stillStands(chosen, view) ? chosen : null;
  useEffect(() => {
    if (!chosen) return;
    if (isOwnTurn && view.turn) {
      const action = standing && resolve(standing, view.turn.legal);
      setChosen(null);
      if (action) act(action);
    } else if (!standing) {
      setChosen(null);
    }
  });
  const toggle = (kind: PreActionKind) => setChosen((now) => (now?.kind === kind ? null : choose(kind, view)));
  return { chosen: standing, toggle };
}

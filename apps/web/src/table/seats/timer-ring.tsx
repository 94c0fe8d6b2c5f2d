import type { TurnView } from '@aboveboard/client';
import type { CSSProperties } from 'react';
import type { Box } from '../layout/box.ts';
import { useTable } from '../table-context.ts';
import css from './seat.module.css';

/**
 * The time left, as a ring around the plate. It runs as one CSS animation that starts where the clock stands, so it costs no
 * redraws; it is information, so it runs with motion reduced too.
 */
export function TimerRing({ turn, box }: { turn: TurnView; box: Box }) {
  const { room, view } = useTable();
  const bankStart = turn.isOnTimeBank ? turn.deadlineMs - turn.timeBankMs : turn.startedAtMs;
  const whole = Math.max(turn.deadlineMs - bankStart, 1);
  const gone = room.serverNowMs() - bankStart;
  const clock: CSSProperties = {
    animationDuration: `${whole}ms`,
    animationDelay: `${-Math.max(gone, 0)}ms`,
    animationPlayState: view.isPaused ? 'paused' : 'running',
  };
  return (
    <svg
      key={`${turn.turnId} ${turn.isOnTimeBank}`}
      className={css.ring}
      aria-hidden="true"
      data-bank={turn.isOnTimeBank || undefined}
    >
      <rect x="1.5" y="1.5" width={box.w + 3} height={box.h + 3} rx="11" pathLength="100" style={clock} />
    </svg>
  );
}

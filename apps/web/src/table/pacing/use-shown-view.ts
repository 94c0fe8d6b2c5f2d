import type { TableHandle, TableView } from '@aboveboard/client';
import type { TableEvent } from '@aboveboard/protocol';
import { useEffect, useState } from 'react';
import { usePreferences } from '../../app/preferences.ts';
import { browserScheduler } from '../../ports/browser-ports.ts';
import { createPacer, type MotionSpeed } from './pacer.ts';

/** What the table shows, and the event that led there (null after a snapshot). */
export type Shown = { readonly view: TableView; readonly event: TableEvent | null };

export function motionSpeed(): MotionSpeed {
  const isReduced = window.matchMedia('(prefers-reduced-motion: reduce)').matches;
  return isReduced || document.hidden ? 'off' : usePreferences.getState().motion;
}

/** Follows the table's events at a pace people can see; null while the table is being loaded. */
export function useShownView(handle: TableHandle): Shown | null {
  const [shown, setShown] = useState<Shown | null>(null);
  useEffect(() => {
    let isEventComing = false;
    const pacer = createPacer({
      scheduler: browserScheduler,
      speed: motionSpeed,
      show: (view, event) => setShown({ view, event }),
    });
    const takeSnapshot = () => {
      const state = handle.state.get();
      if (state.kind === 'open' && !isEventComing) pacer.flush(state.view);
    };
    let seen: TableView | null = null;
    const stopEvents = handle.onEvent((happening) => {
      seen = happening.view;
      pacer.push(happening);
    });
    // A view that no event announced is a snapshot: told apart once the events of this change have come.
    const stopState = handle.state.subscribe(() => {
      isEventComing = true;
      queueMicrotask(() => {
        isEventComing = false;
        const state = handle.state.get();
        if (state.kind === 'open' && state.view !== seen) takeSnapshot();
      });
    });
    takeSnapshot();
    return () => {
      stopEvents();
      stopState();
      pacer.stop();
    };
  }, [handle]);
  return shown;
}

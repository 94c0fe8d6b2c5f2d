import type { Readable } from '@aboveboard/client';
import { useEffect, useState, useSyncExternalStore } from 'react';

export function useReadable<T>(readable: Readable<T>): T {
  return useSyncExternalStore(readable.subscribe, readable.get);
}

/** Whole seconds until `deadlineMs` by `nowMs`, counted down while there is a deadline; null without one. */
export function useSecondsLeft(deadlineMs: number | null, nowMs: () => number): number | null {
  const left = deadlineMs === null ? null : Math.max(0, Math.ceil((deadlineMs - nowMs()) / 1000));
  const [, tick] = useState(0);
  useEffect(() => {
    if (deadlineMs === null) return;
    const timer = setInterval(() => tick((n) => n + 1), 250);
    return () => clearInterval(timer);
  }, [deadlineMs]);
  return left;
}

/** The size of an element in whole pixels, null before it is known. */
export function useSize(element: HTMLElement | null): { w: number; h: number } | null {
  const [size, setSize] = useState<{ w: number; h: number } | null>(null);
  useEffect(() => {
    if (!element) return;
    const measure = () => setSize({ w: element.clientWidth, h: element.clientHeight });
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [element]);
  return size;
}

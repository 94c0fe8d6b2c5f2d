import { useEffect, useRef } from 'react';
import { usePreferences } from '../../app/preferences.ts';

export type KeyActions = Partial<
  Record<
    'f' | 'c' | 'r' | 'd' | '1' | '2' | '3' | '4' | '5' | '6' | 'ArrowUp' | 'ArrowDown' | '?' | 'h' | 'b' | 'p' | 's',
    () => void
  >
>;

/**
 * Single keys for the table. Silent while something is typed, while a dialog is open and with Ctrl, Alt or Meta held; letters
 * and digits can be turned off (WCAG 2.1.4).
 */
export function useTableKeys(actions: KeyActions): void {
  const latest = useRef(actions);
  useEffect(() => {
    latest.current = actions;
  });
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.altKey || event.metaKey || event.repeat || isBusy(event.target)) return;
      const key = event.key.length === 1 ? event.key.toLowerCase() : event.key;
      if (/^[a-z0-9]$/.test(key) && !usePreferences.getState().letterKeys) return;
      const action = latest.current[key as keyof KeyActions];
      if (!action) return;
      event.preventDefault();
      action();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, []);
}

function isBusy(target: EventTarget | null): boolean {
  const isTyping = target instanceof Element && target.matches('input, textarea, select');
  return isTyping || document.querySelector('[role="dialog"], [role="alertdialog"]') !== null;
}

import type { TableEvent } from '@aboveboard/protocol';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useTable } from '../table-context.ts';
import { sayEvent } from './say-event.ts';

export type FeedLine = { readonly id: number; readonly text: string };
const LINES_KEPT = 3;

/** The last few things that happened, in sentences. */
export function useFeed(event: TableEvent | null): readonly FeedLine[] {
  const { t } = useTranslation();
  const { view, amount } = useTable();
  const [lines, setLines] = useState<readonly FeedLine[]>([]);
  const { seq } = view.position;
  // One line an event: another language or unit rewrites nothing that was said.
  useEffect(() => {
    const text = event && sayEvent(event, view, t, amount);
    if (text) setLines((kept) => [...kept, { id: seq, text }].slice(-LINES_KEPT));
  }, [event, seq]);
  return lines;
}

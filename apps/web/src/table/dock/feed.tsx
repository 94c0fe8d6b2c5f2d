import type { TableEvent } from '@aboveboard/protocol';
import { useFeed } from '../announce/use-feed.ts';
import css from './dock.module.css';

/** What just happened, for eyes; ears have the announcer. */
export function Feed({ event }: { event: TableEvent | null }) {
  const lines = useFeed(event);
  return (
    <ul className={css.feed} aria-hidden="true">
      {lines.map((line) => (
        <li key={line.id}>{line.text}</li>
      ))}
    </ul>
  );
}

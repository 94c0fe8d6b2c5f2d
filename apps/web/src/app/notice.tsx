import type { ReactNode } from 'react';
import css from './app.module.css';

/** One calm sentence in the middle of the page, and what to do about it. */
export function Notice({ text, action }: { text: string; action?: ReactNode }) {
  return (
    <main id="content" className={css.notice}>
      <p>{text}</p>
      {action}
    </main>
  );
}

import type { ReactNode } from 'react';
import { navigate } from './route.ts';

/** A link within the page: plain clicks stay here, everything else (new tab, copy) works as for any link. */
export function Link({
  to,
  className,
  children,
  label,
}: {
  to: string;
  className?: string | undefined;
  children: ReactNode;
  label?: string;
}) {
  return (
    <a
      href={to}
      className={className}
      aria-label={label}
      onClick={(click) => {
        if (click.defaultPrevented || click.button !== 0 || click.metaKey || click.ctrlKey || click.shiftKey || click.altKey)
          return;
        click.preventDefault();
        navigate(to);
      }}
    >
      {children}
    </a>
  );
}

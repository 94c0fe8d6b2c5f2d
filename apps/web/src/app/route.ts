/**
 * The three addresses of this page, and how to go from one to the other.
 *
 * A router of our own, of this one file: with a library's (26 KB gzipped) the table does not fit into its 175 KB.
 */
import { useSyncExternalStore } from 'react';

export type Route =
  | { readonly page: 'lobby' }
  /** `sit`: open the sit-down dialog on arrival. */
  | { readonly page: 'table'; readonly tableId: string; readonly invite: string | null; readonly sit: boolean }
  | { readonly page: 'odds' }
  | { readonly page: 'nowhere' };

export function parseRoute(pathname: string, search: string): Route {
  if (pathname === '/') return { page: 'lobby' };
  if (/^\/odds\/?$/.test(pathname)) return { page: 'odds' };
  const tableId = /^\/table\/([0-9a-f-]{36})\/?$/.exec(pathname)?.[1];
  if (!tableId) return { page: 'nowhere' };
  const query = new URLSearchParams(search);
  return { page: 'table', tableId, invite: query.get('invite'), sit: query.has('sit') };
}

export function tablePath(tableId: string, query: { invite?: string | null; sit?: boolean } = {}): string {
  const search = new URLSearchParams();
  if (query.invite) search.set('invite', query.invite);
  if (query.sit) search.set('sit', '');
  const text = search.toString();
  return `/table/${tableId}${text && `?${text}`}`;
}

const listeners = new Set<() => void>();

function subscribe(onChange: () => void): () => void {
  listeners.add(onChange);
  window.addEventListener('popstate', onChange);
  return () => {
    listeners.delete(onChange);
    window.removeEventListener('popstate', onChange);
  };
}

export function navigate(path: string, how: 'push' | 'replace' = 'push'): void {
  if (how === 'push') window.history.pushState(null, '', path);
  else window.history.replaceState(null, '', path);
  for (const listener of [...listeners]) listener();
}

export function useRoute(): Route {
  const address = useSyncExternalStore(subscribe, () => window.location.pathname + window.location.search);
  const [pathname = '/', search = ''] = address.split(/(?=\?)/);
  return parseRoute(pathname, search);
}

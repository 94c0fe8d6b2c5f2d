import { expect, test } from 'vitest';
import { parseRoute, tablePath } from './route.ts';

const ID = '6d1d8f0e-6a55-4a53-9a0a-0c8f5c0a0001';

test('a table is found by its path, with its invite', () => {
  expect(parseRoute('/', '')).toEqual({ page: 'lobby' });
  expect(parseRoute(`/table/${ID}`, '?invite=abc')).toEqual({ page: 'table', tableId: ID, invite: 'abc', sit: false });
  expect(parseRoute('/odds', '?hand=AsAh')).toEqual({ page: 'odds' });
  expect(parseRoute('/table/none', '')).toEqual({ page: 'nowhere' });
});

test('paths made here are read back', () => {
  const [pathname = '', search = ''] = tablePath(ID, { invite: 'a b&c', sit: true }).split(/(?=\?)/);
  expect(parseRoute(pathname, search)).toEqual({ page: 'table', tableId: ID, invite: 'a b&c', sit: true });
});

import { ok } from '@aboveboard/kit';
import { describe, expect, test } from 'vitest';
import { parseDatabaseUrl } from './database-url.ts';

describe('the address of a MariaDB', () => {
  test('has host, port, user, password and database', () => {
    expect(parseDatabaseUrl('mysql://room:p%40ss%2Fword@db.example:3307/aboveboard')).toEqual(
      ok({
        host: 'db.example',
        port: 3307,
        socketPath: null,
        tls: null,
        user: 'room',
        password: 'p@ss/word',
        database: 'aboveboard',
      }),
    );
    expect(parseDatabaseUrl('mariadb://room@[::1]/x')).toMatchObject({ value: { host: '::1', port: 3306, password: '' } });
  });

  test('may be a socket', () => {
    const address = parseDatabaseUrl('mysql://room@localhost/aboveboard?socket=%2Frun%2Fmysqld%2Fmysqld.sock');
    expect(address).toMatchObject({ value: { socketPath: '/run/mysqld/mysqld.sock', database: 'aboveboard' } });
  });

  test('may ask for TLS', () => {
    expect(parseDatabaseUrl('mysql://room@db/x?tls=on')).toMatchObject({ value: { tls: 'system' } });
    expect(parseDatabaseUrl('mysql://room@db/x?tls=/etc/room/ca.pem')).toMatchObject({
      value: { tls: { caFile: '/etc/room/ca.pem' } },
    });
  });

  test.each([
    ['mysql://a:secret@b/c?tls=off', 'tls is on, or the path'],
    ['mysql://a:secret@127.0.0.1/c?tls=on', 'the host is a name'],
    ['mysql://a:secret@[::1]/c?tls=on', 'the host is a name'],
    ['aboveboard', 'no URL'],
    ['postgres://a:secret@b/c', 'begins with postgres://'],
    ['mysql://a:secret@b', 'names no database'],
    ['mysql://a:secret@b/', 'names no database'],
    ['mysql://a:secret@b/c/d', 'names no database'],
    ['mysql://b/c', 'names no user'],
    ['mysql://a:%E0@b/c', 'is not written as in a URL'],
    ['mysql://a:secret@b/c?multipleStatements=true', 'option multipleStatements'],
  ])('%s is none, and the reason does not say the password', (text, reason) => {
    const address = parseDatabaseUrl(text);
    expect(address).toMatchObject({ ok: false, error: expect.stringContaining(reason) });
    expect(JSON.stringify(address)).not.toContain('secret');
  });
});

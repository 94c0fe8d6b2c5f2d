/** Over the network with TLS: to a real server with a certificate of a real authority, made for the test. */
import { execFileSync } from 'node:child_process';
import { statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { createConnection } from 'mysql2/promise';
import { expect, onTestFinished, test } from 'vitest';
import { BinlogToolError, fetchBinlog } from '../backup/binlog/binlog-tool.ts';
import { startMariaDb } from '../testing/mariadb-server.ts';
import { temporaryFolder } from '../testing/temporary-database.ts';
import { mariaDbUpkeep } from './mariadb-upkeep.ts';

/** An authority in `ca.pem`, and what it signed for `host`. */
function certificates(host: string): { ca: string; key: string; certificate: string } {
  const folder = temporaryFolder();
  const at = (name: string) => join(folder, name);
  const openssl = (...args: string[]) => execFileSync('openssl', args, { stdio: 'pipe' });
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  openssl('req', '-x509', ...newKey, '-keyout', at('ca.key'), '-out', at('ca.pem'), '-subj', '/CN=a card room', '-days', '2');
  openssl('req', ...newKey, '-keyout', at('key.pem'), '-out', at('request.pem'), '-subj', `/CN=${host}`);
  writeFileSync(at('names'), `subjectAltName=DNS:${host}\n`);
  const signing = ['-CA', at('ca.pem'), '-CAkey', at('ca.key'), '-CAcreateserial', '-extfile', at('names'), '-days', '2'];
  openssl('x509', '-req', '-in', at('request.pem'), ...signing, '-out', at('certificate.pem'));
  return { ca: at('ca.pem'), key: at('key.pem'), certificate: at('certificate.pem') };
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

/** A server on the loopback, and the address of a database in it for a host and options. */
async function onNetwork(...args: string[]) {
  const port = await freePort();
  const server = await startMariaDb([`--port=${port}`, '--bind-address=127.0.0.1', '--skip-name-resolve', ...args]);
  onTestFinished(() => server.end());
  const url = new URL(await server.createDatabase());
  const root = await createConnection({ socketPath: url.searchParams.get('socket') as string, user: 'root' });
  await root.query("create user dealer@'%' identified by 'sesame'");
  await root.query("grant all on *.* to dealer@'%'");
  await root.end();
  const at = (options: string): string => `mysql://dealer:sesame@localhost:${port}${url.pathname}${options}`;
  return {
    status: (options: string) => mariaDbUpkeep(at(options)).status(),
    /** By the server's own program. */
    fetched: (options: string) => fetchBinlog(at(options), 'binlog.000001', 4, temporaryFolder()),
  };
}

async function withCertificateFor(host: string) {
  const { ca, key, certificate } = certificates(host);
  const binlog = ['--log-bin=binlog', '--server-id=1'];
  const server = await onNetwork(`--ssl-cert=${certificate}`, `--ssl-key=${key}`, '--require-secure-transport=on', ...binlog);
  return { ca, ...server };
}

test('with TLS a server is spoken to that shows a certificate of its name, signed as asked', { timeout: 120_000 }, async () => {
  const { ca, status, fetched } = await withCertificateFor('localhost');
  expect((await status(`?tls=${ca}`)).length).toBeGreaterThan(0);
  await expect(status('?tls=on')).rejects.toThrow(/self[- ]signed|unable to (get|verify)/i);
  await expect(status('')).rejects.toThrow(/Access denied/);
  expect(statSync(await fetched(`?tls=${ca}`)).size).toBeGreaterThan(0);
  for (const options of ['?tls=on', '']) await expect(fetched(options)).rejects.toThrow(BinlogToolError);
});

test('and one that shows the certificate of another is not', { timeout: 120_000 }, async () => {
  const { ca, status, fetched } = await withCertificateFor('db.example');
  await expect(status(`?tls=${ca}`)).rejects.toThrow(/altnames/);
  await expect(fetched(`?tls=${ca}`)).rejects.toThrow(BinlogToolError);
});

test('a server without TLS is not spoken to when TLS is asked for', { timeout: 120_000 }, async () => {
  const { status } = await onNetwork('--skip-ssl');
  expect((await status('')).length).toBeGreaterThan(0);
  await expect(status('?tls=on')).rejects.toThrow(/does not support secure/);
});

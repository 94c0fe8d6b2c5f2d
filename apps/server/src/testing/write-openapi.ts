/** Writes contracts/openapi.json anew, after REST has changed on purpose: `node tools/with-node.mjs apps/server/src/testing/write-openapi.ts`. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { serverConfig } from '../config/settings.ts';
import { runServer } from '../run-server.ts';

const data = mkdtempSync(join(tmpdir(), 'aboveboard-openapi-'));
const settings = serverConfig.parse({ host: '127.0.0.1', port: 0, bots: false, logLevel: 'error' });
const server = await runServer({ config: { ...settings, data } });
const description = await (await fetch(`${server.url}/openapi.json`)).json();
await server.stop(0);
rmSync(data, { recursive: true });
writeFileSync(new URL('../../../../contracts/openapi.json', import.meta.url), `${JSON.stringify(description, null, 2)}\n`);

/** Stands for a runner of tests: starts one of each kind of process that a cluster under test consists of, says where they are, and stays. */
import { startMariaDb } from '@aboveboard/storage/testing/mariadb-server';
import { freePort } from '@aboveboard/streams/testing/free-port';
import { startRedis } from '@aboveboard/streams/testing/redis-server';
import { dataFolder, type OnEnd, QUICK } from './open-room.ts';
import { startProcess } from './server-process.ts';

/** Nobody comes to end them. */
const never: OnEnd = () => {};

const redisPort = await freePort();
const args = ['--port', String(redisPort), '--bind', '127.0.0.1'];
const [, mariaDb, server] = await Promise.all([
  startRedis({ args, atEnd: never }),
  startMariaDb(),
  startProcess({ settings: { ...QUICK, data: dataFolder(never) }, onEnd: never }),
]);
const socket = new URL(await mariaDb.createDatabase()).searchParams.get('socket');
console.log(JSON.stringify([{ port: redisPort }, { path: socket }, { port: server.port }]));
setInterval(() => {}, 60_000);

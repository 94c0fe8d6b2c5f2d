/** Everything a client may send. */
import { z } from 'zod';
import { commandMessage } from './up/command.ts';
import { helloMessage } from './up/hello.ts';
import { unwatchLobbyMessage, watchLobbyMessage } from './up/lobby.ts';
import { pongMessage } from './up/pong.ts';
import { subscribeMessage, unsubscribeMessage } from './up/subscribe.ts';

export const upMessage = z.discriminatedUnion('type', [
  helloMessage,
  pongMessage,
  watchLobbyMessage,
  unwatchLobbyMessage,
  subscribeMessage,
  unsubscribeMessage,
  commandMessage,
]);
export type UpMessage = z.infer<typeof upMessage>;

/** Everything a server may send. */
import { z } from 'zod';
import { ackMessage, refusedMessage, subscriptionRefusedMessage } from './down/answer.ts';
import { batchMessage, frameMessage } from './down/frame.ts';
import { lobbyMessage } from './down/lobby.ts';
import { errorMessage, noticeMessage, walletMessage } from './down/notice.ts';
import { pingMessage } from './down/ping.ts';
import { snapshotMessage } from './down/snapshot.ts';
import { welcomeMessage } from './down/welcome.ts';

export const downMessage = z.discriminatedUnion('type', [
  welcomeMessage,
  pingMessage,
  lobbyMessage,
  snapshotMessage,
  frameMessage,
  batchMessage,
  ackMessage,
  refusedMessage,
  subscriptionRefusedMessage,
  walletMessage,
  noticeMessage,
  errorMessage,
]);
export type DownMessage = z.infer<typeof downMessage>;

/** The SDK's one connection of this page, made when the first table is opened and kept while one goes from table to table. */
import { type Client, createClient } from '@aboveboard/client';
import { browserPorts, socketUrl } from '../ports/browser-ports.ts';

let client: Client | null = null;

export function openRoom(): Client {
  if (client && client.connection.get().kind !== 'closed') return client;
  client = createClient({ url: socketUrl(), name: 'aboveboard-web', version: '0.1.0', ports: browserPorts() });
  return client;
}

// The browser knows sooner than any timeout that there is a network again.
window.addEventListener('online', () => client?.reconnectNow());
document.addEventListener('visibilitychange', () => {
  if (!document.hidden && client?.connection.get().kind === 'reconnecting') client.reconnectNow();
});

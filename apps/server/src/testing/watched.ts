/** Somebody who reads along on a player's connection. */
import type { ClientPorts } from '@aboveboard/client';
import type { FrameWatch } from '@aboveboard/testkit';

/** The same ports, with `watch` reading each frame before the client does. */
export function watched(ports: ClientPorts, watch: FrameWatch): ClientPorts {
  return {
    ...ports,
    connect: (url, subprotocol, handlers) =>
      ports.connect(url, subprotocol, {
        ...handlers,
        onMessage: (text) => {
          watch.read(text);
          handlers.onMessage(text);
        },
      }),
  };
}

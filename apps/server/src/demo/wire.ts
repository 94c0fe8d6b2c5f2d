/** The way from the SDK to the gateway without a network: one process, frames in their order. */
import type { ConnectSocket } from '@aboveboard/client';
import type { Gateway } from '@aboveboard/room';

/** Each connection comes from an address of its own. */
export function wireTo(gateway: Pick<Gateway, 'accept'>): ConnectSocket {
  let connections = 0;
  return (_url, _subprotocol, handlers) => {
    let isOpen = true;
    const later = (task: () => void): void => queueMicrotask(() => isOpen && task());
    const end = (code: number, reason: string): void => {
      later(() => {
        isOpen = false;
        queueMicrotask(() => {
          events.onClosed();
          handlers.onClose(code, reason);
        });
      });
    };
    const events = gateway.accept(
      {
        remoteAddress: `demo-${connections++}`,
        device: '',
        send: (texts) => {
          for (const text of texts) later(() => handlers.onMessage(text));
        },
        close: end,
        bufferedBytes: () => 0,
      },
      null,
    );
    later(() => handlers.onOpen());
    return { send: (text) => later(() => events.onText(text)), close: (code = 1000, reason = '') => end(code, reason) };
  };
}

/** Whether an address can be listened to, found out by doing it for a moment. */
import { createServer } from 'node:net';

/** The settings that say where, as the environment names them. */
export interface ListenNames {
  readonly portName: string;
  readonly hostName: string;
}

/** @returns null when it can; else how to go on. `port` 0 is any free one. */
export function portFault(
  address: { readonly host: string; readonly port: number },
  { portName, hostName }: ListenNames,
): Promise<string | null> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', ({ code, message }: NodeJS.ErrnoException) => {
      resolve(listenFault({ ...address, portName, hostName }, code) ?? `${portName}: cannot listen: ${message}`);
    });
    server.listen(address, () => server.close(() => resolve(null)));
  });
}

interface ListenAddress extends ListenNames {
  readonly host: string;
  readonly port: number;
}

/** The sentence for what the system answers to somebody who wants to listen; null for what is no matter of settings. */
export function listenFault({ host, port, portName, hostName }: ListenAddress, code: string | undefined): string | null {
  switch (code) {
    case 'EADDRINUSE':
      return `${portName}: port ${port} is taken; choose another one, or stop what listens there`;
    case 'EACCES':
      return `${portName}: port ${port} needs rights this user does not have; choose one from 1024 on`;
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
      return `${hostName}: this machine does not have the address ${host}`;
    default:
      return null;
  }
}

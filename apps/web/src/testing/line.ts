/** A line to a server that can be cut, as a train does in a tunnel: open connections die and new ones are refused. */
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';

export type Line = {
  readonly url: string;
  cut(): void;
  mend(): void;
  close(): void;
};

export async function lineTo(port: number): Promise<Line> {
  const open = new Set<Socket>();
  let isCut = false;
  const server = createServer((near) => {
    if (isCut) return void near.destroy();
    const far = connect(port, '127.0.0.1');
    for (const [end, other] of [
      [near, far],
      [far, near],
    ] as const) {
      open.add(end);
      end.pipe(other);
      end
        .on('error', () => other.destroy())
        .on('close', () => {
          open.delete(end);
          other.destroy();
        });
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const dropAll = () => {
    for (const socket of open) socket.destroy();
  };
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    cut() {
      isCut = true;
      dropAll();
    },
    mend() {
      isCut = false;
    },
    close() {
      server.close();
      dropAll();
    },
  };
}

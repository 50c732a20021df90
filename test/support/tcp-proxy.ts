import { once } from 'node:events';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { Transform } from 'node:stream';

/** How a cut shows: new connections are refused, or they (and the open ones) hang and nothing is heard any more. */
export type CutMode = 'refuse' | 'hang';

/** Stands between a client and a server, and can be cut like a cable. */
export type TcpProxy = {
  /** Where clients connect, on 127.0.0.1. */
  readonly port: number;
  readonly cut: (mode: CutMode) => Promise<void>;
  /** Lets new connections through; those that were cut end, as they do when a network forgets them. */
  readonly restore: () => Promise<void>;
  readonly close: () => Promise<void>;
};

/** Where a proxy leads to, and how long each piece takes on its way there, as over a long distance. */
export type ProxyTarget = { readonly host: string; readonly port: number; readonly delayMs?: number };

/** Forwards a free port of 127.0.0.1 to a server until it is cut. */
export async function startProxy(target: ProxyTarget): Promise<TcpProxy> {
  const sockets = new Set<Socket>();
  let isHanging = false;
  const keep = (socket: Socket): void => {
    sockets.add(socket);
    socket.setNoDelay(true);
    socket.on('error', () => undefined).on('close', () => sockets.delete(socket));
  };
  const proxy = createServer((client) => {
    keep(client);
    if (isHanging) return;
    const server = connect(target.port, target.host);
    keep(server);
    (target.delayMs ? client.pipe(delay(target.delayMs)) : client).pipe(server).pipe(client);
    client.on('close', () => server.destroy());
    server.on('close', () => client.destroy());
  });
  const drop = (): void => sockets.forEach((socket) => void socket.destroy());
  const port = await listen(proxy, 0);

  const cut = async (mode: CutMode): Promise<void> => {
    isHanging = mode === 'hang';
    if (isHanging) {
      for (const socket of sockets) socket.unpipe().pause();
      return;
    }
    const closed = proxy.listening ? once(proxy, 'close') : Promise.resolve();
    proxy.close();
    drop();
    await closed;
  };
  const restore = async (): Promise<void> => {
    isHanging = false;
    drop();
    if (!proxy.listening) await listen(proxy, port);
  };
  return { port, cut, restore, close: () => cut('refuse') };
}

function delay(ms: number): Transform {
  return new Transform({
    transform: (piece, _encoding, done) => void setTimeout(done, ms, null, piece),
  });
}

async function listen(proxy: Server, port: number): Promise<number> {
  proxy.listen(port, '127.0.0.1');
  await once(proxy, 'listening');
  const address = proxy.address();
  if (address === null || typeof address === 'string') throw new Error('the proxy has no port');
  return address.port;
}

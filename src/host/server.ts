import {createServer, type Server as HttpServer, type IncomingMessage} from 'node:http';
import type {AddressInfo, Socket} from 'node:net';
import {WebSocket, WebSocketServer} from 'ws';
import {UserError} from '../errors.js';
import {admit, closeCodes, deny, type Hall} from './admission.js';
import {allowance, turnstile} from './codes.js';
import {answer, type Connection} from './connection.js';
import type {Keys} from './keys-file.js';
import type {LiveDrill, Now} from './live-drill.js';
import {clientMessage, longestMessage} from './protocol.js';

/** A drill that others can join. */
export type Server = {
  /** Where it listens. */
  readonly port: number;
  /** Seats that are taken, the controller's among them. */
  takenSeats(): readonly string[];
  /** Tells everybody what has changed for them since they were told last. */
  refresh(): void;
  close(words: string): Promise<void>;
};

export type Hosting = {
  readonly live: LiveDrill;
  readonly keys: Keys;
  readonly now: Now;
  /** A seat was given out: its token is to be kept. */
  onToken(seat: string, token: string): void;
  /** The drill cannot go on, for instance since its journal cannot be written. */
  onFailure(error: unknown): void;
};

/** Connections, those included that have not yet said who they are. */
const mostConnections = 64;
/** Of them, from one address, those that have not yet said who they are. */
const mostStrangers = 24;
const helloWithinMs = 5_000;
/** Who answers no ping for so long is gone. */
const pingEveryMs = 3_000;
/** Seats hear of changes at most four times a second; of a halt at once. */
const pushEveryMs = 250;

/** @throws UserError where the port is taken or the address is not one of this machine */
export async function serve(hosting: Hosting): Promise<Server> {
  const {live, keys, now, onToken} = hosting;
  const connections = new Map<string, Connection>();
  const hall: Hall = {live, keys, onToken, connections, gate: turnstile(now), tokens: new Map(Object.entries(keys.tokens))};
  const http = createServer({connectionsCheckingInterval: 1000}, (_, response) =>
    response.writeHead(426, {connection: 'close'}).end('A drill is joined with incident-replay drill join.\n'),
  );
  http.maxConnections = mostConnections;
  http.headersTimeout = helloWithinMs;
  http.requestTimeout = helloWithinMs;
  const strangers = keepStrangersFew(http);
  // A page in a browser has no business here, even one that knows the code.
  const verifyClient = ({req}: {readonly req: IncomingMessage}): boolean => req.headers.origin === undefined;
  const sockets = new WebSocketServer({server: http, maxPayload: longestMessage, perMessageDeflate: false, verifyClient});
  sockets.on('connection', (socket, request) => receive(hosting, hall, socket, request, strangers));
  sockets.on('error', () => {}); // said by `listening`
  await listening(http, keys);
  const pings = watchPulse(sockets);
  const news = newsFor(hosting, connections);
  return {
    port: (http.address() as AddressInfo).port,
    takenSeats: () => [...connections.keys()],
    refresh: news.push,
    async close(words) {
      clearInterval(pings);
      news.stop();
      for (const {send, socket} of connections.values()) {
        send({type: 'bye', words});
        socket.close(closeCodes.bye);
      }
      const ended = new Promise(resolve => http.close(resolve));
      // Who does not answer the farewell is not waited for.
      const patience = setTimeout(() => sockets.clients.forEach(socket => void socket.terminate()), 500);
      sockets.close();
      await ended;
      clearTimeout(patience);
    },
  };
}

type Refusal = readonly [what: string, hint: string];
const refusals = ({address, port}: Keys): Readonly<Record<string, Refusal>> => {
  const notHere: Refusal = [
    `${address} is no address of this machine.`,
    '--listen takes one of its addresses, or 0.0.0.0 for all of them.',
  ];
  return {
    EADDRINUSE: [
      `Port ${port} is taken: another drill, or another program, listens there.`,
      '--port names another; --port 0 takes a free one.',
    ],
    EACCES: [`Listening on port ${port} is not allowed.`, '--port names another, above 1023.'],
    EADDRNOTAVAIL: notHere,
    ENOTFOUND: notHere,
    EINVAL: notHere,
  };
};

function listening(http: HttpServer, keys: Keys): Promise<void> {
  return new Promise((resolve, reject) => {
    http.once('error', (error: NodeJS.ErrnoException) => {
      const [what, hint] = refusals(keys)[error.code ?? ''] ?? [];
      reject(what === undefined ? error : new UserError(what, hint));
    });
    http.listen({host: keys.address, port: keys.port}, resolve);
  });
}

/** Lets go of who is no longer there. */
function watchPulse(sockets: WebSocketServer): NodeJS.Timeout {
  const alive = new WeakSet<WebSocket>();
  sockets.on('connection', socket => {
    alive.add(socket);
    socket.on('pong', () => alive.add(socket));
  });
  return setInterval(() => {
    for (const socket of sockets.clients) {
      if (!alive.delete(socket)) socket.terminate();
      else socket.ping();
    }
  }, pingEveryMs);
}

/** Tells everybody what has changed for them, soon after it has. */
function newsFor({live, now}: Hosting, connections: ReadonlyMap<string, Connection>): {push(): void; stop(): void} {
  let timer: NodeJS.Timeout | null = null;
  let lastMs = Number.NEGATIVE_INFINITY;
  const push = (): void => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    lastMs = now();
    for (const connection of connections.values()) connection.push();
  };
  const soon = (): void => {
    timer ??= setTimeout(push, Math.max(0, lastMs + pushEveryMs - now()));
  };
  const ends = [live.play.onEntry(({input}) => (input.type === 'halt' ? push() : soon())), live.attendance.onChange(soon)];
  return {
    push,
    stop() {
      for (const end of ends) end();
      if (timer !== null) clearTimeout(timer);
    },
  };
}

/** Who has not said who they are, and those of one address among them: not so many that nobody else could come in. */
function keepStrangersFew(http: HttpServer): Set<Socket> {
  const strangers = new Set<Socket>();
  http.on('connection', (socket: Socket) => {
    const same = [...strangers].filter(({remoteAddress}) => remoteAddress === socket.remoteAddress);
    if (same.length >= mostStrangers) {
      socket.destroy();
      return;
    }
    strangers.add(socket);
    const patience = setTimeout(() => strangers.has(socket) && socket.destroy(), helloWithinMs);
    socket.on('close', () => {
      clearTimeout(patience);
      strangers.delete(socket);
    });
  });
  return strangers;
}

/** One connection, from its first message to its end. */
function receive(hosting: Hosting, hall: Hall, socket: WebSocket, {socket: line}: IncomingMessage, strangers: Set<Socket>): void {
  const {connections} = hall;
  const allowed = allowance(hosting.now);
  let connection: Connection | null = null;
  socket.on('error', () => socket.terminate()); // a message that is too large, or no WebSocket at all
  socket.on('close', () => {
    if (connection === null || connections.get(connection.seat) !== connection) return;
    connections.delete(connection.seat);
    hosting.live.attendance.changed([...connections.keys()]);
  });
  socket.on('message', (data, isBinary) => {
    if (socket.readyState !== WebSocket.OPEN) return; // who was sent away is no longer heard
    const speed = allowed.take();
    const message = isBinary ? null : clientMessage(String(data));
    if (speed === 'flood') deny(socket, {reason: 'too-fast', words: 'Too many messages.'});
    else if (message === null) deny(socket, {reason: 'no-message', words: 'This is no message of a drill.'});
    else if (connection !== null) within(hosting, () => answer(hosting.live, connection as Connection, message, speed === 'fine'));
    else if (message.type !== 'hello') deny(socket, {reason: 'no-message', words: 'Nobody has said hello.'});
    else {
      within(hosting, () => {
        connection = admit(hall, socket, line.remoteAddress ?? '', message);
        if (connection !== null) strangers.delete(line);
      });
    }
  });
}

/** A journal that cannot be written ends the drill, in words; it never goes on without one. */
function within({onFailure}: Hosting, work: () => void): void {
  try {
    work();
  } catch (error) {
    onFailure(error);
  }
}

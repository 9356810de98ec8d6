import {randomUUID} from 'node:crypto';
import {WebSocket} from 'ws';
import type {ControllerView} from '../drill/play/controller-view.js';
import type {Observation} from '../drill/play/observe.js';
import {type Patch, patched} from '../drill/play/patch.js';
import type {ControllerPort} from '../drill/play/port.js';
import {UserError, unreachable} from '../errors.js';
import {type ClientMessage, type HostMessage, hostMessage, longestMessage, protocolVersion} from './protocol.js';

/** Where to go, and as whom. */
export type Invitation = {
  readonly host: string;
  readonly port: number;
  readonly code: string;
  /** Null with a controller's code, or to be told which seats there are. */
  readonly seat: string | null;
  /** A program plays, nobody reads along. */
  readonly isProgram: boolean;
};

type Welcome = Extract<HostMessage, {type: 'welcome'}>;
type Denied = Extract<HostMessage, {type: 'denied'}>;

/** A drill that is played elsewhere. `view` is the controller's only. */
export type Remote = ControllerPort & {
  /** Who one is there. */
  readonly welcome: Welcome;
  /** What the host sent last, whole: a controller's view, or an observation. */
  latest(): unknown;
  /** Words while the host cannot be reached; null: all is well. What is done meanwhile is sent when it can be again. */
  lost(): string | null;
  /** Resolves, in words, when it is over: the host has closed, or the seat is lost. */
  readonly ended: Promise<string>;
  leave(): void;
};

/** A host that was not let in, with the seats there are where that was the question. */
export class NotAdmitted extends UserError {
  constructor(readonly denied: Denied) {
    super(denied.words, hintOf(denied));
  }
}

const hintOf = ({seats = []}: Denied): string =>
  seats.length === 0
    ? ''
    : ['--seat takes one of:', ...seats.map(({id, title, isTaken}) => `${id}: ${title}${isTaken ? ' (taken)' : ''}`)].join('\n');

/** The largest message that a host may send. */
const mostPayload = 16 * 1024 * 1024;
/** A host that is silent for so long is gone; it pings every three seconds. */
const silenceMs = 10_000;
const firstRetryMs = 100;
const longestRetryMs = 2_000;

/** Later after every try, and not everybody at once. */
const retryAfterMs = (tries: number): number => Math.min(longestRetryMs, firstRetryMs * 2 ** tries) * (0.75 + Math.random() / 2);

/** A connection that has said hello. The host is listened to from its first word on. */
function connection(
  {host, port, code, seat, isProgram}: Invitation,
  token: string | null,
  onMessage: (message: HostMessage) => void,
  onClose: () => void,
): WebSocket {
  const name = host.includes(':') ? `[${host}]` : host;
  const socket = new WebSocket(`ws://${name}:${port}/`, {maxPayload: mostPayload, perMessageDeflate: false, handshakeTimeout: silenceMs});
  let silence = setTimeout(() => socket.terminate(), silenceMs);
  const heard = (): void => {
    clearTimeout(silence);
    silence = setTimeout(() => socket.terminate(), silenceMs);
  };
  socket.on('open', () =>
    socket.send(JSON.stringify({type: 'hello', protocol: protocolVersion, code, seat, token, isProgram} satisfies ClientMessage)),
  );
  socket.on('ping', heard);
  socket.on('message', data => {
    heard();
    const message = hostMessage(String(data));
    if (message === null) socket.terminate();
    else onMessage(message);
  });
  socket.on('error', () => {}); // every error closes
  socket.on('close', () => {
    clearTimeout(silence);
    onClose();
  });
  return socket;
}

/**
 * Joins a drill. When the connection breaks it comes back by itself; what was sent and not answered is sent again, and counts once.
 *
 * @throws UserError when nobody hosts there, NotAdmitted when the host does not let one in
 */
export function join(invitation: Invitation): Promise<Remote> {
  return new Promise((resolve, reject) => new Membership(invitation, resolve, reject).dial());
}

/** Everything of a membership that changes: the connection, what was heard last, and what is not answered yet. */
class Membership {
  readonly #invitation: Invitation;
  readonly #onJoined: (remote: Remote) => void;
  readonly #onRefused: (error: UserError) => void;
  /** What was sent and is not answered yet, in its order. */
  readonly #waiting = new Map<string, {readonly data: string; answer(message: HostMessage): void}>();
  readonly #listeners = new Set<() => void>();
  readonly #ended = deferred<string>();
  /** Keys of this process, different from everybody else's. */
  readonly #name = randomUUID().slice(0, 8);
  #sent = 0;
  #socket: WebSocket | null = null;
  #retry: NodeJS.Timeout | null = null;
  #tries = 0;
  #welcome: Welcome | null = null;
  #latest: unknown = null;
  #lost: string | null = null;
  #isOver = false;

  constructor(invitation: Invitation, onJoined: (remote: Remote) => void, onRefused: (error: UserError) => void) {
    this.#invitation = invitation;
    this.#onJoined = onJoined;
    this.#onRefused = onRefused;
  }

  dial(): void {
    const token = this.#welcome?.token ?? null;
    this.#socket = connection(
      this.#invitation,
      token,
      message => this.#hear(message),
      () => this.#closed(),
    );
  }

  #hear(message: HostMessage): void {
    if (this.#isOver) return;
    switch (message.type) {
      case 'welcome':
        this.#welcome = message;
        return;
      case 'whole':
        this.#tookSeat(message.of);
        return;
      case 'change':
        this.#latest = patched(this.#latest, message.patch as Patch);
        this.#changed();
        return;
      case 'done':
      case 'checked':
        this.#waiting.get(message.key)?.answer(message);
        this.#waiting.delete(message.key);
        return;
      case 'denied':
        if (this.#latest === null) this.#refuse(new NotAdmitted(message));
        else if (message.reason !== 'wait') this.#end(message.words); // after a wait, once more
        return;
      case 'bye':
        this.#end(message.words);
        return;
      default:
        unreachable(message);
    }
  }

  #tookSeat(whole: unknown): void {
    const isFirst = this.#latest === null;
    this.#latest = whole;
    this.#lost = null;
    this.#tries = 0;
    for (const {data} of this.#waiting.values()) this.#socket?.send(data);
    if (isFirst && this.#welcome !== null) this.#onJoined(this.#remote(this.#welcome));
    else this.#changed();
  }

  #closed(): void {
    const {host, port} = this.#invitation;
    if (this.#isOver) return;
    if (this.#latest === null) {
      const hint = 'The host shows the address behind the code: CODE@HOST:PORT.';
      this.#refuse(new UserError(`Nobody hosts a drill at ${host}:${port}.`, hint));
      return;
    }
    this.#lost = 'The host cannot be reached: trying again.';
    this.#retry = setTimeout(() => this.dial(), retryAfterMs(this.#tries++));
    this.#changed();
  }

  #refuse(error: UserError): void {
    this.#isOver = true;
    this.#socket?.close();
    this.#onRefused(error);
  }

  #end(words: string): void {
    this.#isOver = true;
    if (this.#retry !== null) clearTimeout(this.#retry);
    this.#socket?.close();
    for (const [key, {answer}] of this.#waiting) answer({type: 'done', key, refused: words});
    this.#waiting.clear();
    this.#ended.resolve(words);
    this.#changed();
  }

  #changed(): void {
    for (const listener of this.#listeners) listener();
  }

  /** Sends, now or when the host is there again; resolves with its answer. */
  #ask(message: (key: string) => ClientMessage): Promise<HostMessage> {
    const key = `${this.#name}-${this.#sent++}`;
    const data = JSON.stringify(message(key));
    const refused = this.#isOver ? 'The drill is over.' : Buffer.byteLength(data) > longestMessage ? 'That is too long.' : null;
    if (refused !== null) return Promise.resolve({type: 'done', key, refused});
    return new Promise(answer => {
      this.#waiting.set(key, {data, answer});
      if (this.#lost === null) this.#socket?.send(data);
    });
  }

  #remote(welcome: Welcome): Remote {
    const isController = welcome.seat === 'controller';
    return {
      welcome,
      latest: () => this.#latest,
      observation: () => (isController ? (this.#latest as ControllerView).observation : (this.#latest as Observation)),
      view: () => this.#latest as ControllerView,
      lost: () => this.#lost,
      ended: this.#ended.promise,
      leave: () => this.#end('You have left the drill.'),
      onChange: listener => {
        this.#listeners.add(listener);
        return () => this.#listeners.delete(listener);
      },
      send: async input => {
        if (input.type === 'advance') return 'Time is the host’s.';
        const answer = await this.#ask(key => ({type: 'input', key, input: JSON.parse(JSON.stringify(input)) as never}));
        return answer.type === 'done' ? answer.refused : null;
      },
      check: async words => {
        const answer = await this.#ask(key => ({type: 'check', key, words: {...words}}));
        return answer.type === 'checked' ? answer.findings : [];
      },
    };
  }
}

type Deferred<T> = {readonly promise: Promise<T>; readonly resolve: (value: T) => void};

function deferred<T>(): Deferred<T> {
  let resolve: (value: T) => void = () => {};
  const promise = new Promise<T>(done => {
    resolve = done;
  });
  return {promise, resolve};
}

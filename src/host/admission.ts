import type {WebSocket} from 'ws';
import type {Viewer} from '../drill/play/visibility.js';
import {isSameCode, isSameToken, newToken, type Turnstile} from './codes.js';
import {type Connection, connectionOf} from './connection.js';
import type {Keys} from './keys-file.js';
import {knownTo, type LiveDrill} from './live-drill.js';
import {type ClientMessage, type Denial, type HostMessage, protocolVersion, roomSeats} from './protocol.js';

/** Who is there, and what lets others in. */
export type Hall = {
  readonly live: LiveDrill;
  readonly keys: Keys;
  readonly gate: Turnstile;
  /** By seat. */
  readonly connections: Map<string, Connection>;
  readonly tokens: Map<string, string>;
  /** A seat was given out: its token is to be kept. */
  onToken(seat: string, token: string): void;
};

const mostObservers = 8;

type Hello = Extract<ClientMessage, {type: 'hello'}>;
type Denied = {readonly reason: Denial; readonly words: string};

export const closeCodes = {bye: 4000, denied: 4001} as const;

/** Says why not, and closes. */
export function deny(socket: WebSocket, {reason, words}: Denied, seats?: Extract<HostMessage, {type: 'denied'}>['seats']): null {
  const message: HostMessage = {type: 'denied', reason, words, ...(seats === undefined ? {} : {seats})};
  socket.send(JSON.stringify(message));
  socket.close(closeCodes.denied);
  return null;
}

/** Lets somebody in who has the code, on a seat that is free or theirs. */
export function admit(hall: Hall, socket: WebSocket, address: string, hello: Hello): Connection | null {
  const {connections, gate, live, keys} = hall;
  const {setup} = live.play;
  if (hello.protocol !== protocolVersion) {
    return deny(socket, {reason: 'version', words: 'The host has another version of incident-replay: use the same one on both sides.'});
  }
  const isController = isSameCode(hello.code, keys.controllerCode);
  const seat = isController ? 'controller' : hello.seat;
  const isKnown = seat !== null && hello.token !== null && isSameToken(hello.token, tokenOf(hall, seat));
  const waitMs = isKnown ? 0 : gate.waitMs(address);
  if (waitMs > 0) {
    return deny(socket, {reason: 'wait', words: `Too many wrong codes have come from there: wait ${Math.ceil(waitMs / 1000)} seconds.`});
  }
  if (!isController && !isSameCode(hello.code, keys.code)) {
    gate.wrong(address);
    return deny(socket, {reason: 'wrong-code', words: 'This code opens no drill here: ask the facilitator for it.'});
  }
  gate.right(address);
  const viewer = isController ? ({kind: 'controller'} as const) : viewerOf(live, seat);
  const seats = setup.seats.map(({id, title}) => ({id, title, isTaken: connections.has(id)}));
  if (seat === null) return deny(socket, {reason: 'which-seat', words: 'Which seat?'}, seats);
  if (viewer === null) return deny(socket, {reason: 'unknown-seat', words: `There is no seat "${seat}" in this drill.`}, seats);
  const name = seat === 'observer' ? freeObserver(connections) : seat;
  if (name === null) return deny(socket, {reason: 'full', words: 'The room is full: no more observers.'});
  const former = connections.get(name);
  if (former !== undefined && !isKnown) return deny(socket, {reason: 'seat-taken', words: `The seat "${seat}" is taken.`}, seats);
  if (former !== undefined) deny(former.socket, {reason: 'replaced', words: 'This seat was taken back from another terminal.'});
  if (hello.isProgram && !live.play.state().isAgent) live.take({type: 'mark', as: 'agent'});
  return seated(hall, socket, name, viewer, isKnown ? (hello.token as string) : newToken());
}

/** A seat's token; one that nobody has where it was never given out. */
const tokenOf = ({tokens}: Hall, seat: string): string => tokens.get(seat) ?? newToken();

function viewerOf({play}: LiveDrill, id: string | null): Viewer | null {
  if (roomSeats.some(name => name === id)) return {kind: 'projector'};
  const seat = play.setup.seats.find(each => each.id === id);
  return seat === undefined ? null : {kind: 'seat', seat};
}

function freeObserver(connections: ReadonlyMap<string, Connection>): string | null {
  const names = Array.from({length: mostObservers}, (_, index) => `observer ${index + 1}`);
  return names.find(name => !connections.has(name)) ?? null;
}

function seated({connections, live, tokens, onToken}: Hall, socket: WebSocket, seat: string, viewer: Viewer, token: string): Connection {
  const {setup} = live.play;
  const view = (): unknown => knownTo(live, viewer);
  const connection = connectionOf(socket, seat, viewer, view);
  if (tokens.get(seat) !== token) {
    tokens.set(seat, token);
    onToken(seat, token);
  }
  connections.set(seat, connection);
  live.attendance.changed([...connections.keys()]);
  const title = viewer.kind === 'seat' ? viewer.seat.title : viewer.kind === 'controller' ? 'Controller' : 'The room';
  connection.send({type: 'welcome', exercise: true, codeName: setup.drill.codeName, seat, title, token});
  connection.push();
  return connection;
}

import {WebSocket} from 'ws';
import {type Input, isControl} from '../drill/play/input.js';
import {patchOf} from '../drill/play/patch.js';
import type {Viewer} from '../drill/play/visibility.js';
import {checkWords} from '../drill/play/words.js';
import type {LiveDrill} from './live-drill.js';
import type {ClientMessage, HostMessage} from './protocol.js';

/** Somebody who has joined. */
export type Connection = {
  readonly seat: string;
  readonly viewer: Viewer;
  readonly socket: WebSocket;
  send(message: HostMessage): void;
  /** Says what has changed for this connection since it was told last. */
  push(): void;
};

/** A connection that reads so slowly waits for the next change; nothing is lost by it, only told later and at once. */
const mostUnsent = 256 * 1024;

/** @param view what this connection may know now */
export function connectionOf(socket: WebSocket, seat: string, viewer: Viewer, view: () => unknown): Connection {
  let told: unknown = null;
  const send = (message: HostMessage): void => {
    if (socket.readyState === WebSocket.OPEN) socket.send(JSON.stringify(message));
  };
  return {
    seat,
    viewer,
    socket,
    send,
    push() {
      if (socket.bufferedAmount > mostUnsent) return;
      const now = view();
      const patch = patchOf(told, now);
      if (patch === null) return;
      const isFirst = told === null;
      told = now;
      send(isFirst ? {type: 'whole', of: now as Readonly<Record<string, unknown>>} : {type: 'change', patch});
    },
  };
}

/** Does what a connection asks for, as far as its seat may. */
export function answer(live: LiveDrill, connection: Connection, message: ClientMessage, isInTime: boolean): void {
  if (message.type === 'hello') return;
  const {key} = message;
  if (message.type === 'check') {
    const mayWrite = connection.viewer.kind === 'seat' && isInTime;
    const findings = mayWrite ? checkWords(live.play.setup, live.play.state(), message.words) : [];
    connection.send({type: 'checked', key, findings: [...findings]});
    return;
  }
  const refused = refusal(connection, message.input, isInTime) ?? live.take(message.input, `${connection.seat}:${key}`);
  // What came of it is there before the answer: the next key already means something else.
  if (refused === null) connection.push();
  connection.send({type: 'done', key, refused});
}

/** A seat acts for itself, a controller for the exercise, and who watches not at all. What is real stops everything, whoever says so. */
function refusal({viewer}: Connection, input: Input, isInTime: boolean): string | null {
  if (!isInTime) return 'Too fast: wait a second.';
  if (input.type === 'halt') return null;
  if (viewer.kind === 'projector') return 'Who watches has no part in play.';
  if (viewer.kind === 'controller') return isControl(input) ? null : 'A controller does not act for a seat.';
  return 'seat' in input && input.seat === viewer.seat.id ? null : 'This is not your seat.';
}

import {mkdtempSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {WebSocket} from 'ws';
import {begin, type Playing} from '../../src/cli/drill/open-drill.js';
import type {OpenedDrill} from '../../src/cli/drill/scenario-file.js';
import {drillOf} from '../../src/drill/scenario/scenario.js';
import type {Choice} from '../../src/drill/scenario/setup.js';
import {join as joinDrill, type Remote} from '../../src/host/client.js';
import {type Keys, newKeys} from '../../src/host/keys-file.js';
import {type LiveDrill, liveDrillOf} from '../../src/host/live-drill.js';
import type {ClientMessage, HostMessage} from '../../src/host/protocol.js';
import {type Server, serve} from '../../src/host/server.js';
import type {Timeline} from '../../src/timeline/types.js';
import {smallScenario, withDrill} from './drill.js';

export const smallDrill = (timeline: Timeline = withDrill(smallScenario)): OpenedDrill => {
  const drill = drillOf(timeline);
  if (drill === null) throw new Error('a drill of a wrong shape');
  return {argument: 'quiet-sunday', timeline, drill, timelineHash: 'sha256:timeline', scenarioHash: 'sha256:scenario'};
};

export type Hosted = {
  readonly server: Server;
  readonly live: LiveDrill;
  readonly playing: Playing;
  readonly keys: Keys;
  readonly folder: string;
  readonly failures: unknown[];
  /** Lets wall time go by. */
  pass(ms: number): void;
  join(seat: string | null, code?: string): Promise<Remote>;
  /** Somebody who says what they like. */
  stranger(): Promise<Stranger>;
  close(): Promise<void>;
};

/** A drill that is hosted in this process, on a port of its own; wall time stands still until it is told to pass. */
export async function hostDrill(opened = smallDrill(), choice: Partial<Choice> = {}, asked: Partial<Keys> = {}): Promise<Hosted> {
  const folder = mkdtempSync(join(tmpdir(), 'drill-'));
  let nowMs = 0;
  const now = () => nowMs;
  const playing = begin(opened, {variant: '60', twin: null, seed: 1, policy: 'hold', ...choice}, join(folder, 'drill.jsonl'), now);
  const live = liveDrillOf(playing, now);
  const failures: unknown[] = [];
  const keys = {...newKeys('127.0.0.1', 0), ...asked};
  const server = await serve({live, keys, now, onToken: () => {}, onFailure: error => failures.push(error)});
  const {port} = server;
  return {
    server,
    live,
    playing,
    keys,
    folder,
    failures,
    pass(ms) {
      nowMs += ms;
    },
    join: (seat, code = keys.code) => joinDrill({host: '127.0.0.1', port, code, seat, isProgram: false}),
    stranger: () => strangerAt(port),
    async close() {
      await server.close('The test is over.');
      playing.journal.close();
      rmSync(folder, {recursive: true, force: true});
    },
  };
}

/** A bare connection: what it sends is up to the test, what it hears is kept as it came. */
export type Stranger = {
  readonly heard: readonly string[];
  /** The code with which the other side closed. */
  readonly closed: Promise<number>;
  say(message: ClientMessage | string | Uint8Array): void;
  /** The next message of a kind that has not been asked for yet. */
  next<T extends HostMessage['type']>(type: T): Promise<Extract<HostMessage, {type: T}>>;
  leave(): void;
};

export async function strangerAt(port: number, headers: Readonly<Record<string, string>> = {}): Promise<Stranger> {
  const socket = new WebSocket(`ws://127.0.0.1:${port}/`, {headers});
  const heard: string[] = [];
  const unread: HostMessage[] = [];
  const waiting = new Set<() => void>();
  socket.on('message', data => {
    heard.push(String(data));
    unread.push(JSON.parse(String(data)) as HostMessage);
    for (const look of waiting) look();
  });
  const closed = new Promise<number>(resolve => socket.on('close', resolve));
  await new Promise((resolve, reject) => socket.on('open', resolve).on('error', reject));
  return {
    heard,
    closed,
    say: message => socket.send(typeof message === 'string' || message instanceof Uint8Array ? message : JSON.stringify(message)),
    next: <T extends HostMessage['type']>(type: T) =>
      new Promise<Extract<HostMessage, {type: T}>>(resolve => {
        const look = (): void => {
          const at = unread.findIndex(message => message.type === type);
          if (at < 0) return;
          waiting.delete(look);
          resolve(unread.splice(at, 1)[0] as Extract<HostMessage, {type: T}>);
        };
        waiting.add(look);
        look();
      }),
    leave: () => socket.close(),
  };
}

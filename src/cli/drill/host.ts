import {rmSync} from 'node:fs';
import {networkInterfaces} from 'node:os';
import process from 'node:process';
import {UserError} from '../../errors.js';
import {plural} from '../../format/number.js';
import {join, NotAdmitted} from '../../host/client.js';
import {type Keys, keysPath, newKeys, readKeys, writeKeys} from '../../host/keys-file.js';
import {consolePort, type LiveDrill, liveDrillOf, participantsPort} from '../../host/live-drill.js';
import {serve} from '../../host/server.js';
import type {Io} from '../io.js';
import type {LookArguments} from '../looks.js';
import {printLines} from '../print.js';
import {begin, type Playing} from './open-drill.js';
import {type ChoiceArgs, choiceOf, openDrill} from './scenario-file.js';
import {showConsole, showOneScreen} from './screens.js';

export type HostArgs = ChoiceArgs &
  LookArguments & {
    readonly pace?: number | undefined;
    readonly listen?: string | undefined;
    readonly port?: number | undefined;
    readonly journal?: string | undefined;
    /** Participants share this screen, behind a curtain: what the room knows, or the seat that is named. */
    readonly 'one-screen'?: boolean | undefined;
    readonly seat?: string | undefined;
    /** False: no console here, also in a terminal. */
    readonly console?: boolean | undefined;
    readonly json?: boolean | undefined;
  };

/** Where a drill is hosted unless told otherwise. */
export const defaultPort = 7424;
const loopback = '127.0.0.1';
/** Time goes on so often, and the console's clock with it. */
const tickMs = 1000;
const now = (): number => performance.now();

/** Hosts a new drill until it is ended from here. Resolves with the exit code. */
export async function host(args: HostArgs & {readonly file?: string | undefined}, io: Io): Promise<number> {
  const opened = await openDrill(io, args.file);
  const choice = choiceOf(opened, args, false);
  if (args.pace !== undefined && !(args.pace >= 1 && args.pace <= 60)) throw new UserError('The pace is 1 to 60.', '', 2);
  return hosted(begin(opened, choice, args.journal, now), newKeys(args.listen ?? loopback, args.port ?? defaultPort), args, io);
}

/** Hosts a drill again that was stopped: the same codes, the same address, the same seats. */
export function hostAgain(playing: Playing, args: HostArgs, io: Io): Promise<number> {
  const kept = readKeys(playing.journal.path) ?? newKeys(loopback, defaultPort);
  return hosted(playing, {...kept, address: args.listen ?? kept.address, port: args.port ?? kept.port}, args, io);
}

/**
 * A host that is alive knows its own code: a second one would take the journal out of its hands.
 *
 * @throws UserError where one is
 */
export async function refuseTwoHosts(journal: string): Promise<void> {
  const keys = readKeys(journal);
  if (keys === null) return;
  const {address, port, code} = keys;
  const isThere = await join({host: reachedAt(address), port, code, seat: null, isProgram: false}).catch(
    (error: unknown) => error instanceof NotAdmitted && error.denied.reason === 'which-seat',
  );
  if (isThere === false) return;
  throw new UserError(`${journal} is being hosted already, on port ${port}.`, 'End that host first: Ctrl-C where it runs.');
}

async function hosted(playing: Playing, asked: Keys, args: HostArgs, io: Io): Promise<number> {
  const {journal, play} = playing;
  const live = liveDrillOf(playing, now);
  const ending = whenEnded();
  const tokens = new Map(Object.entries(asked.tokens));
  let keys = asked;
  const keep = (): void => writeKeys(journal.path, {...keys, tokens: Object.fromEntries(tokens)});
  const onToken = (seat: string, token: string): void => {
    tokens.set(seat, token);
    keep();
  };
  const server = await serve({live, keys, now, onToken, onFailure: ending.fail}).catch((error: unknown) => {
    if (playing.isNew) journal.discard();
    throw error;
  });
  keys = {...keys, port: server.port};
  keep();
  const stopPace = withPace(live, args.pace);
  const timer = setInterval(() => {
    try {
      live.tick();
      server.refresh();
    } catch (error) {
      ending.fail(error);
    }
  }, tickMs);
  try {
    announce(io, keys, playing, args.json === true);
    if (io.terminal !== null && args.console !== false) {
      await showHere(live, keys, ending, io, args);
      announce(io, keys, playing, false); // the drill goes on until it is ended here
    }
    return await ending.promise;
  } finally {
    clearInterval(timer);
    stopPace();
    ending.stop();
    await server.close('The host has closed the drill.');
    const isEmpty = playing.isNew && play.entries().length === 0;
    if (isEmpty) journal.discard();
    else journal.close();
    // Nobody comes back to a drill without inputs, or to one that was ended and left in peace: its codes open nothing any more.
    if (isEmpty || play.state().phase === 'hotWash') rmSync(keysPath(journal.path), {force: true});
    if (!isEmpty) printLines(io.stderr, nextWords(playing));
  }
}

/** The console in this terminal; with one screen for everybody, behind the curtain. */
function showHere(live: LiveDrill, keys: Keys, {promise, fail}: Ending, io: Io, args: HostArgs): Promise<void> {
  const over = promise.catch(() => 0);
  const controller = consolePort(live, {seats: `${keys.code}${placeOf(keys)}`, controller: `${keys.controllerCode}${placeOf(keys)}`}, fail);
  if (args['one-screen'] !== true) return showConsole(controller, over, io, args);
  const seat = live.play.setup.seats.find(({id}) => id === args.seat);
  if (args.seat !== undefined && seat === undefined) throw new UserError(`There is no seat "${args.seat}".`, '', 2);
  return showOneScreen(
    participantsPort(live, seat === undefined ? {kind: 'projector'} : {kind: 'seat', seat}, fail),
    controller,
    over,
    io,
    args,
  );
}

/** What to do with the journal. */
function nextWords({journal, play}: Playing): readonly string[] {
  const isOver = play.state().phase === 'hotWash';
  return [
    ...(isOver ? [`The report: incident-replay drill report ${journal.path}`] : []),
    `To go on: incident-replay drill resume ${journal.path}`,
  ];
}

/** The pace that was asked for begins with the drill. */
function withPace(live: LiveDrill, pace: number | undefined): () => void {
  if (pace === undefined || pace === 1) return () => {};
  return live.play.onEntry(({input}) => {
    if (input.type === 'start-ex') queueMicrotask(() => live.take({type: 'pace', pace}));
  });
}

type Ending = {readonly promise: Promise<number>; fail(error: unknown): void; stop(): void};

/** Resolves with the exit code when somebody ends the process kindly; rejects when the drill cannot go on. */
function whenEnded(): Ending {
  let fail: (error: unknown) => void = () => {};
  const listeners = new Map<NodeJS.Signals, () => void>();
  const promise = new Promise<number>((resolve, reject) => {
    fail = reject;
    for (const [signal, code] of [
      ['SIGINT', 130],
      ['SIGTERM', 143],
      ['SIGHUP', 129],
    ] as const) {
      const listener = (): void => resolve(code);
      listeners.set(signal, listener);
      process.on(signal, listener);
    }
  });
  promise.catch(() => {}); // heard by whoever waits
  return {
    promise,
    fail: error => fail(error),
    stop() {
      for (const [signal, listener] of listeners) process.off(signal, listener);
    },
  };
}

/** What to read aloud, and what not. */
function announce(io: Io, keys: Keys, {journal, play}: Playing, isJson: boolean): void {
  const {code, controllerCode, port} = keys;
  const address = reachedAt(keys.address);
  if (isJson) {
    io.stdout.write(`${JSON.stringify({type: 'hosting', exercise: true, address, port, code, controllerCode, journal: journal.path})}\n`);
    return;
  }
  const {drill, variant, seats} = play.setup;
  const at = placeOf(keys);
  const isLocal = address === loopback || address === '::1' || address === 'localhost';
  printLines(io.stdout, [
    `EXERCISE  ${drill.codeName}, variant ${variant.id}, ${plural(seats.length, 'seat')}`,
    '',
    `  seats join with       incident-replay drill join ${code}${at}`,
    `  a controller, alone   incident-replay drill join --controller ${controllerCode}${at}`,
    `  the journal           ${journal.path}`,
    '',
    isLocal
      ? 'Only this machine can join; --listen ADDRESS lets others in.'
      : 'Others on the network can join with the code. What is said is not encrypted: use a network that you trust.',
    'Ctrl-C ends it; the journal goes on from there.',
  ]);
}

/** `@HOST:PORT`, as it stands behind a code. */
function placeOf({address, port}: Keys): string {
  const host = reachedAt(address);
  return `@${host.includes(':') ? `[${host}]` : host}:${port}`;
}

/** The address that others type. */
function reachedAt(address: string): string {
  if (address !== '0.0.0.0' && address !== '::') return address;
  const outward = Object.values(networkInterfaces())
    .flatMap(each => each ?? [])
    .find(({internal, family}) => !internal && family === 'IPv4');
  return outward?.address ?? loopback;
}

import process from 'node:process';
import {createInterface} from 'node:readline';
import * as z from 'zod';
import {controlInputSchema, type Input, seatInputSchema} from '../../drill/play/input.js';
import {UserError} from '../../errors.js';
import {printable} from '../../format/text.js';
import {type Invitation, join as joined, NotAdmitted, type Remote} from '../../host/client.js';
import type {Io, Output} from '../io.js';
import type {LookArguments} from '../looks.js';
import {printLines} from '../print.js';
import {defaultPort} from './host.js';
import {showConsole, showSeat} from './screens.js';

/** One line of a program: an input, whose seat may be left out, or a word to look over; `id` comes back with the answer. */
const lineSchema = z.looseObject({type: z.string(), id: z.union([z.string(), z.number()]).optional()});
const inputSchema = z.discriminatedUnion('type', [seatInputSchema, controlInputSchema]);
const checkSchema = z.strictObject({
  audience: z.string(),
  impact: z.string(),
  scope: z.string(),
  doing: z.string(),
  nextMinutes: z.number(),
});

/**
 * A seat for a program: NDJSON. Out come `joined`, then `observation` (a controller: `view`) after every change, `done` and `checked` for
 * what was sent, `lost` and `back` with the connection, and `left` at the end. Ends with its input, or with the drill.
 */
export async function joinAsProgram(remote: Remote, lines: AsyncIterable<string>, stdout: Pick<Output, 'write'>): Promise<number> {
  const {seat, title, codeName} = remote.welcome;
  const say = (message: Readonly<Record<string, unknown>>): void => stdout.write(`${JSON.stringify(message)}\n`);
  const tell = (): void => {
    const of = remote.latest();
    say(seat === 'controller' ? {type: 'view', view: of} : {type: 'observation', observation: of});
  };
  say({type: 'joined', exercise: true, codeName, seat, title});
  tell();
  let isLost = false;
  remote.onChange(() => {
    const lost = remote.lost();
    if ((lost !== null) !== isLost) say(lost === null ? {type: 'back'} : {type: 'lost', words: lost});
    isLost = lost !== null;
    if (!isLost) tell();
  });
  const ended = remote.ended.then(words => say({type: 'left', words}));
  await Promise.race([ended, readAll(remote, lines, say)]);
  remote.leave();
  await ended;
  return 0;
}

async function readAll(
  remote: Remote,
  lines: AsyncIterable<string>,
  say: (message: Readonly<Record<string, unknown>>) => void,
): Promise<void> {
  const answers: Promise<void>[] = [];
  for await (const text of lines) {
    const {id, type, ...rest} = lineSchema.safeParse(jsonOf(text)).data ?? {type: ''};
    const named = id === undefined ? {} : {id};
    if (type === 'check') {
      const words = checkSchema.safeParse(rest).data;
      if (words === undefined) say({type: 'done', ...named, refused: 'This is no word to look over.'});
      else answers.push(Promise.resolve(remote.check(words)).then(findings => say({type: 'checked', ...named, findings})));
      continue;
    }
    const input = inputOf(remote.welcome.seat, {type, ...rest});
    if (input === null) say({type: 'done', ...named, refused: 'This is no input.'});
    else answers.push(Promise.resolve(remote.send(input)).then(refused => say({type: 'done', ...named, refused})));
  }
  await Promise.all(answers);
}

function inputOf(seat: string, value: Readonly<Record<string, unknown>>): Input | null {
  return inputSchema.safeParse(value).data ?? inputSchema.safeParse({...value, seat}).data ?? null;
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

export type JoinArgs = LookArguments & {
  /** `CODE`, `CODE@HOST` or `CODE@HOST:PORT`. */
  readonly code?: string | undefined;
  readonly seat?: string | undefined;
  readonly controller?: boolean | undefined;
  readonly json?: boolean | undefined;
  /** Says at once that this person knows the incident. */
  readonly familiar?: boolean | undefined;
};

/** Takes a seat in a drill that is hosted elsewhere. Resolves with the exit code. */
export async function join(args: JoinArgs, io: Io): Promise<number> {
  const isProgram = args.json === true;
  if (!isProgram && io.terminal === null) throw new UserError('A drill is joined in a terminal.', 'Programs join with --json.', 2);
  const asked = {...invitationOf(args.code), seat: args.controller === true ? null : (args.seat ?? null), isProgram};
  const remote = await admitted(asked, io);
  const {seat} = remote.welcome;
  if (args.controller === true && seat !== 'controller') {
    remote.leave();
    throw new UserError('This is not the code of a controller.', 'The host shows a second code for controllers.');
  }
  if (args.familiar === true && seat !== 'controller') await remote.send({type: 'recognise', seat});
  if (isProgram) {
    const code = await joinAsProgram(remote, createInterface({input: process.stdin}), io.stdout);
    process.stdin.destroy(); // a program that goes on writing does not keep this one
    return code;
  }
  await show(remote, io, args);
  remote.leave();
  printLines(io.stdout, [printable(`EXERCISE  ${remote.welcome.codeName}: ${await remote.ended}`)]);
  return 0;
}

function show(remote: Remote, io: Io, args: JoinArgs): Promise<void> {
  const {seat} = remote.welcome;
  const comeBack = `incident-replay drill join ${args.code ?? 'CODE'}`;
  if (seat === 'controller') return showConsole(remote, remote.ended, io, args, `${comeBack} --controller`);
  return showSeat(remote, remote.ended, io, args, `${comeBack} --seat ${seat}`);
}

/** `CODE@HOST:PORT`, or a part of it; this machine, where none is named. */
export function invitationOf(text: string | undefined): Pick<Invitation, 'host' | 'port' | 'code'> {
  const found = /^([A-Za-z0-9- ]{4,40})(?:@(\[[0-9a-f:.]+\]|[^:@\s]+)(?::(\d{1,5}))?)?$/i.exec(text ?? '');
  const [, code = '', host = '127.0.0.1', port = String(defaultPort)] = found ?? [];
  if (found === null || Number(port) > 65535) {
    throw new UserError(
      'Joining takes the code that the host shows: CODE@HOST:PORT.',
      'incident-replay drill join ABCD-EFGH@192.168.1.20:7424',
      2,
    );
  }
  return {code, host: host.replace(/^\[|\]$/g, ''), port: Number(port)};
}

/** Joins; where no seat is named, a person is asked which. */
async function admitted(asked: Invitation, io: Io): Promise<Remote> {
  try {
    return await joined(asked);
  } catch (error) {
    const isAsked = error instanceof NotAdmitted && error.denied.reason === 'which-seat' && io.terminal !== null && !asked.isProgram;
    if (!isAsked) throw error;
    return joined({...asked, seat: await chosenSeat(error.denied.seats ?? [], io)});
  }
}

type Seats = readonly {readonly id: string; readonly title: string; readonly isTaken: boolean}[];

async function chosenSeat(seats: Seats, io: Io): Promise<string> {
  const {stdin} = io.terminal ?? {stdin: process.stdin};
  const rows = seats.map(({id, title, isTaken}, index) => `  ${index + 1}  ${title} (${id})${isTaken ? ', taken' : ''}`);
  printLines(io.stdout, ['Which seat?', ...rows]);
  const lines = createInterface({input: stdin, output: process.stdout});
  try {
    for (;;) {
      const answer = (await new Promise<string>(resolve => lines.question('number or name: ', resolve))).trim();
      const seat = seats[Number(answer) - 1] ?? seats.find(({id}) => id === answer);
      if (seat !== undefined || answer === 'projector' || answer === 'observer') return seat?.id ?? answer;
    }
  } finally {
    lines.close();
  }
}

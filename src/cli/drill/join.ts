import process from 'node:process';
import {createInterface} from 'node:readline';
import {UserError} from '../../errors.js';
import {printable} from '../../format/text.js';
import {type Invitation, join as joined, NotAdmitted, type Remote} from '../../host/client.js';
import type {Io} from '../io.js';
import type {LookArguments} from '../looks.js';
import {printLines} from '../print.js';
import {defaultPort} from './host.js';
import {joinAsProgram} from './join-json.js';
import {showConsole, showSeat} from './screens.js';

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

import * as z from 'zod';
import type {Input} from '../../drill/play/input.js';
import {controlInputSchema, seatInputSchema} from '../../drill/play/input.js';
import type {Remote} from '../../host/client.js';
import type {Output} from '../io.js';

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

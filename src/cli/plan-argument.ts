import * as z from 'zod';
import {type Edit, history, type Plan, subjectOf} from '../engine/plan.js';
import {UserError, unreachable} from '../errors.js';
import type {Timeline} from '../timeline/types.js';
import {addition, move, removal} from './edit.js';
import {readInput, textOf} from './input.js';
import type {Io} from './io.js';
import type {Opened} from './timeline-argument.js';

/** An edit as a file writes it. */
export const editShape = z.discriminatedUnion('op', [
  z.object({op: z.literal('add'), mitigation: z.string(), at: z.string()}),
  z.object({op: z.literal('remove'), action: z.string()}),
  z.object({op: z.literal('move'), action: z.string(), at: z.string()}),
]);
const edits = z.array(editShape);
const planFile = z.object({timeline: z.string().optional(), timelineHash: z.string().optional(), edits});

const shape = 'A plan is {"timeline": …, "timelineHash": …, "edits": […]}, as `simulate --json` prints it, or the edits alone.';

/**
 * The edits of a plan file: an outcome of `simulate --json`, `{timeline, timelineHash, edits}`, or the edits alone.
 * Throws a UserError with exit code 1 when it is no plan, or the plan of another timeline or of another version of it.
 */
export async function readPlanFile(io: Io, name: string, opened: Opened): Promise<readonly Edit[]> {
  const value = jsonOf(textOf(await readInput(io, name), name), name);
  const file = Array.isArray(value) ? {edits: read(edits, value, name)} : read(planFile, value, name);
  refuseOther(file, opened, name);
  return file.edits.map((row, index) => within(`${name}: edits[${index}]`, () => editOf(opened.timeline, row)));
}

function jsonOf(text: string, name: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new UserError(`${name} is not JSON: ${error.message}.`, shape);
  }
}

function read<T>(schema: z.ZodType<T>, value: unknown, name: string): T {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issues = result.error.issues.map(({path, message}) => `${name}: ${path.map(String).join('.') || 'the whole file'}: ${message}`);
  throw new UserError(issues.join('\n'), shape);
}

function refuseOther(
  file: {readonly timeline?: string | undefined; readonly timelineHash?: string | undefined},
  {timeline, hash}: Opened,
  name: string,
): void {
  if (file.timeline !== undefined && file.timeline !== timeline.incident.id) {
    throw new UserError(`${name} is a plan for ${file.timeline}, not for ${timeline.incident.id}.`, `Open ${file.timeline} with it.`);
  }
  if (file.timelineHash === undefined || file.timelineHash === hash) return;
  throw new UserError(
    `${name} was made for another version of ${timeline.incident.id}: its timeline was ${file.timelineHash}, this one is ${hash}.`,
    'Look through its edits; then set its timelineHash to this one, or leave timelineHash out.',
  );
}

/** Throws a UserError for a name or a time that the timeline does not know. */
export function editOf(timeline: Timeline, row: z.output<typeof editShape>): Edit {
  switch (row.op) {
    case 'add':
      return addition(timeline, row.mitigation, row.at);
    case 'remove':
      return removal(timeline, row.action);
    case 'move':
      return move(timeline, row.action, row.at);
    default:
      return unreachable(row);
  }
}

/** Says where in the file a mistake stands; a mistake of a file is not a mistake of the command line. */
function within<T>(place: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    throw new UserError(`${place}: ${error.message}`, error.hint);
  }
}

export type PlanArguments = {
  readonly plan?: string | undefined;
  readonly 'what-if'?: readonly string[] | undefined;
  readonly without?: readonly string[] | undefined;
  readonly move?: readonly string[] | undefined;
};

/**
 * The plan that a command line asks for: the plan file's edits, then the options'. An option replaces an edit of the file that is
 * about the same thing. Throws a UserError for what the timeline does not know (exit code 2) and for a plan file that does not fit it (1).
 */
export async function planOf(args: PlanArguments, opened: Opened, io: Io): Promise<Plan> {
  const {timeline} = opened;
  const wanted = [
    ...(args.without ?? []).map(action => removal(timeline, action)),
    ...(args.move ?? []).map(text => move(timeline, ...nameAndTime('--move', text))),
    ...(args['what-if'] ?? []).map(text => addition(timeline, ...nameAndTime('--what-if', text))),
  ];
  const edits = onceEach(wanted);
  if (args.plan === undefined) return edits.length === 0 ? history : edits;
  const planned = onceEach(await readPlanFile(io, args.plan, opened));
  return [...planned.filter(edit => !edits.some(other => isSameSubject(edit, other))), ...edits];
}

function nameAndTime(option: string, text: string): readonly [name: string, time: string] {
  const at = text.indexOf('@');
  if (at > 0 && at < text.length - 1) return [text.slice(0, at), text.slice(at + 1)];
  throw new UserError(`${option} ${text}: a name and a time are needed.`, `Write it as ${option} NAME@TIME, e.g. ${option} NAME@02:25.`, 2);
}

/** Two edits of one thing contradict each other, or one of them is a slip. */
function onceEach(edits: readonly Edit[]): readonly Edit[] {
  const twice = edits.find((edit, index) => edits.slice(0, index).some(other => isSameSubject(edit, other)));
  if (twice === undefined) return edits;
  throw new UserError(`"${subjectOf(twice)}" is changed twice.`, 'Change each action or mitigation once.', 2);
}

export const isSameSubject = (a: Edit, b: Edit): boolean => subjectOf(a) === subjectOf(b) && (a.op === 'add') === (b.op === 'add');

import {type Edit, history, type Plan, subjectOf} from '../engine/plan.js';
import {UserError} from '../errors.js';
import {addition, move, removal} from './edit.js';
import type {Io} from './io.js';
import {readPlanFile} from './plan-file.js';
import type {Opened} from './timeline-argument.js';

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

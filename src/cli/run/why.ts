import {type Run, valueAt} from '../../engine/run.js';
import {simulate} from '../../engine/simulate.js';
import {UserError} from '../../errors.js';
import {sinceStart, stamp} from '../../format/clock.js';
import {quantity} from '../../format/number.js';
import {wrap} from '../../format/text.js';
import {parseTime} from '../../format/time-expression.js';
import {type Link, type Why, whyOf} from '../../review/why.js';
import {isoAt} from '../../timeline/time.js';
import {statuses, type Timeline} from '../../timeline/types.js';
import type {Io} from '../io.js';
import type {PlanArguments} from '../plan-argument.js';
import {planOf} from '../plan-argument.js';
import {printJson, printLines} from '../print.js';
import {headOf, planLines} from '../report.js';
import {openTimeline, readied} from '../timeline-argument.js';

type Args = PlanArguments & {
  readonly service: string;
  readonly at?: string | undefined;
  readonly timeline?: string | undefined;
  readonly json?: boolean | undefined;
};

export async function why(args: Args, io: Io): Promise<number> {
  if (args.at === undefined) throw new UserError('why: --at is missing.', 'Say when, e.g. incident-replay why ec2 --at 02:31', 2);
  const opened = await openTimeline(io, args.timeline);
  const {timeline} = opened;
  const plan = await planOf(args, opened, io);
  const atMs = parseTime(args.at, timeline);
  const prepared = readied(opened);
  const answer = whyOf(prepared, plan, args.service, atMs);
  if (args.json === true) printJson(io.stdout, documentOf(answer, timeline));
  else printLines(io.stdout, linesOf(answer, simulate(prepared, plan), Math.max(60, Math.min(100, io.stdout.columns))));
  return 0;
}

function documentOf({service, atMs, status, sinceMs, chain}: Why, timeline: Timeline) {
  const iso = (ms: number): string => isoAt(timeline, ms);
  return {
    service,
    at: iso(atMs),
    status,
    since: iso(sinceMs),
    chain: chain.map(({kind, id, atMs: linkMs, text, necessary, without, removes, event}) => ({
      kind,
      id,
      at: iso(linkMs),
      text,
      necessary,
      without,
      removes,
      event,
      confidence: timeline.events.find(other => other.id === event)?.confidence ?? null,
    })),
  };
}

function linesOf(answer: Why, run: Run, room: number): readonly string[] {
  const {timeline} = run;
  const {service: id, atMs, status, sinceMs, chain} = answer;
  const service = timeline.services.find(other => other.id === id);
  const numbers = (service?.signals ?? []).flatMap(({signal, label, unit}) => {
    const value = valueAt(run, signal, atMs);
    return value === undefined ? [] : [`${quantity(value, unit)} ${label}`];
  });
  const since = sinceMs > run.startMs ? `, since ${stamp(timeline, sinceMs)}` : '';
  return [
    ...headOf(run),
    ...planLines(run),
    '',
    `${service?.name ?? id}: ${status} at ${stamp(timeline, atMs)} (${sinceStart(timeline, atMs)})${since}`,
    ...wrap(numbers.join(' · '), room - 2).map(line => `  ${line}`),
    '',
    ...(chain.length === 0
      ? [emptyWords(answer)]
      : ['BECAUSE, from there back to the cause', ...chain.flatMap(link => linkLines(link, answer, run, room))]),
  ];
}

const emptyWords = ({status}: Why): string =>
  status === 'operational' ? 'There is nothing to explain.' : 'No fault, no action and no other component is behind it.';

/** A link in two or three lines: what it is, what became of the status without it, what the record says. */
function linkLines(
  {text, necessary, without, removes, kind, event}: Link,
  {status}: Why,
  {timeline}: Run,
  room: number,
): readonly string[] {
  const recorded = timeline.events.find(({id}) => id === event);
  const isWorse = statuses.indexOf(without) > statuses.indexOf(status);
  const it = kind === 'action' && removes.length > 1 ? 'them' : 'it';
  const proof = necessary ? `without ${it}: ${without}${isWorse ? ', which is worse' : ''}` : `without ${it}: ${without} all the same`;
  const told = recorded === undefined ? [] : [`FACT ${stamp(timeline, recorded.atMs)} ${recorded.title} (${recorded.confidence})`];
  const indented = (line: string): readonly string[] => wrap(line, room - 6).map(part => `      ${part}`);
  const [first = '', ...rest] = wrap(text, room - 4);
  return ['', `  ${necessary ? '●' : '○'} ${first}`, ...rest.map(part => `    ${part}`), ...indented(proof), ...told.flatMap(indented)];
}

import type {Plan} from '../engine/plan.js';
import {type FiredAction, type Run, statusAt, valueAt} from '../engine/run.js';
import {type Prepared, simulate, type Trial} from '../engine/simulate.js';
import {concernOf, type Wired, wiringOf} from '../engine/wiring.js';
import {UserError} from '../errors.js';
import {sentence} from '../format/words.js';
import {nameHint} from '../timeline/nearest.js';
import {type Model, type Ms, type Service, type Status, type StatusRule, statuses, type Timeline} from '../timeline/types.js';
import {type Deed, type Deviation, deviationOf, leastDifference, upstreamOf} from './causes.js';
import {componentWords, deedWords, eventOf, faultWords, serviceOf} from './why-words.js';

/** Longer chains are cut: what happened anyway goes first. */
const longest = 12;

/** One cause of a status, and what became of the status without it. */
export type Link = {
  readonly kind: 'component' | 'action' | 'fault';
  readonly id: string;
  /** When it began to act on this. */
  readonly atMs: Ms;
  /** One sentence, with the number and its unit. */
  readonly text: string;
  /** Whether the status at that moment is another one without it. */
  readonly necessary: boolean;
  /** That other status, from a run of its own. */
  readonly without: Status;
  /** What was taken out for that run: the link itself, and with an order its repetitions. */
  readonly removes: readonly string[];
  /** Id of the recorded event that tells of it; null: none does. */
  readonly event: string | null;
};

/** Why a service was as it was. */
export type Why = {
  readonly service: string;
  readonly atMs: Ms;
  readonly status: Status;
  /** Since when it has had this status. */
  readonly sinceMs: Ms;
  /** From the service back to the cause. Empty: it was operational, or nothing but its own load is behind it. */
  readonly chain: readonly Link[];
};

/** Orders of one verb on one component: the later ones repeat the first, so they are one cause. */
type Order = Deed & {readonly actions: readonly FiredAction[]; readonly without: Status};

/** What is asked, and what it takes to answer it. */
type Question = {
  readonly prepared: Prepared;
  readonly model: Model;
  readonly plan: Plan;
  readonly service: Service;
  readonly rule: StatusRule;
  readonly atMs: Ms;
  readonly wiring: ReadonlyMap<string, Wired>;
  /** The component whose signal makes the status. */
  readonly start: string;
  /** All that concerns that component, and every signal in it. */
  readonly only: {readonly components: ReadonlySet<string>; readonly signals: readonly string[]};
};

/** The run that is asked about, and the same stretch without faults and without anything that people did. */
type Runs = {readonly run: Run; readonly status: Status; readonly calm: Run; readonly faultless: Run | null};

/**
 * The chain from a service's status at a moment back to its causes. Every link was taken out, and the incident simulated again up
 * to that moment: that run's status is the proof.
 *
 * @throws UserError with exit code 2 for a timeline without a model, and for a service that is unknown or not modelled
 */
export function whyOf(prepared: Prepared, plan: Plan, serviceId: string, atMs: Ms): Why {
  const {timeline} = prepared;
  const {model, service, rule} = asked(timeline, serviceId);
  const momentMs = Math.min(model.endsAtMs, Math.max(model.startsAtMs, atMs));
  const wiring = wiringOf(model);
  const start = [...wiring.values()].find(({outputs}) => outputs.has(rule.signal))?.id ?? '';
  const components = concernOf(start, wiring, timeline);
  const signals = [...components].flatMap(id => [...(wiring.get(id)?.outputs.keys() ?? [])]);
  const only = {components, signals: signals.includes(rule.signal) ? signals : [...signals, rule.signal]};
  const question: Question = {prepared, model, plan, service, rule, atMs: momentMs, wiring, start, only};
  const run = plan.length === 0 ? prepared.history : trial(question, plan);
  const {status, atMs: sinceMs} = statusAt(run, serviceId, momentMs);
  return {service: serviceId, atMs: momentMs, status, sinceMs, chain: status === 'operational' ? [] : chainOf(question, run, status)};
}

function asked(timeline: Timeline, id: string): {readonly model: Model; readonly service: Service; readonly rule: StatusRule} {
  const {incident, model, services} = timeline;
  if (model === null) {
    throw new UserError(`${incident.id} has no model: it replays as a record, and why something happened cannot be tried out.`, '', 2);
  }
  const modelled = services.filter(({status}) => status !== null).map(service => service.id);
  const hint = (): string => `${sentence(nameHint(id, modelled))}.`;
  const service = services.find(other => other.id === id);
  if (service === undefined) throw new UserError(`${incident.id} has no service "${id}".`, hint(), 2);
  if (service.status === null) throw new UserError(`${id} is in the record only: the model does not say how it is.`, hint(), 2);
  return {model, service, rule: service.status};
}

function chainOf(question: Question, run: Run, status: Status): readonly Link[] {
  const {model, atMs, wiring, start, plan} = question;
  const faultless = model.faults.length === 0 ? null : trial(question, plan, {isFaultless: true});
  const runs: Runs = {run, status, faultless, calm: calmOf(question, faultless)};
  const known = new Map<string, Deviation | null>();
  const deviation = (signal: string): Deviation | null => {
    const found = known.get(signal) ?? (known.has(signal) ? null : deviationOf(run, runs.calm, signal, atMs));
    known.set(signal, found);
    return found;
  };
  const steps = upstreamOf(start, {
    wiring,
    isOff: signal => deviation(signal) !== null,
    deedsOn: component => harmfulOn(question, runs, component),
  });
  const reached = new Set(steps.map(({part}) => part.id));
  const faults = faultLink(question, runs, reached);
  const told = faults[0]?.event ?? null;
  const links = steps.flatMap(step => {
    if (step.kind === 'deed') return [actionLink(question, runs, step.part, step.deed)];
    return step.part.id === start ? [] : componentLink(question, runs, step.part, step.signals, deviation, told);
  });
  return shortened([...links, ...faults]);
}

/** The world of a question with something taken out of it, up to its moment. */
const trial = ({prepared, atMs, only}: Question, plan: Plan, without: Trial = {}, signals = only.signals): Run =>
  simulate(prepared, plan, {...without, untilMs: atMs, only: {...only, signals}});

function calmOf(question: Question, faultless: Run | null): Run {
  const isIdle = faultless?.actions.every(({firedAtMs}) => firedAtMs === null) === true;
  if (faultless !== null && isIdle) return faultless;
  const nobodyActs = question.model.actions.map(({id}) => ({op: 'remove', action: id}) as const);
  return trial(question, nobodyActs, {isFaultless: true});
}

/** A plan in which these actions are not done. */
function planWithout(plan: Plan, actions: readonly FiredAction[]): Plan {
  const isGone = (id: string, origin: FiredAction['origin']): boolean => actions.some(other => other.id === id && other.origin === origin);
  return [
    ...plan.filter(edit => (edit.op === 'add' ? !isGone(edit.mitigation, 'edit') : !isGone(edit.action, 'recorded'))),
    ...actions.flatMap(({id, origin}) => (origin === 'recorded' ? [{op: 'remove', action: id} as const] : [])),
  ];
}

/**
 * Orders that made things worse: without them the service's status, or at least the component they were given to, would have been
 * better off, and neither of the two worse. A restore that lets a flood loose downstream is still a restore.
 */
function harmfulOn(question: Question, runs: Runs, component: string): readonly Order[] {
  const {plan, service, rule, atMs} = question;
  const {run, status} = runs;
  const shown = shownBy(question, component);
  const byVerb = new Map<string, FiredAction[]>();
  for (const action of run.actions) {
    if (action.target !== component || action.firedAtMs === null || action.firedAtMs > atMs) continue;
    byVerb.set(action.verb, [...(byVerb.get(action.verb) ?? []), action]);
  }
  return [...byVerb.values()].flatMap(group => {
    const actions = group.sort((a, b) => (a.firedAtMs ?? 0) - (b.firedAtMs ?? 0));
    const other = trial(question, planWithout(plan, actions), {}, [rule.signal, ...shown]);
    const without = statusAt(other, service.id, atMs).status;
    const isOtherStatus = without !== status;
    const gain = isOtherStatus ? severityOf(status) - severityOf(without) : gainOf(other, run, rule, atMs);
    const harm = harmOf(runs, other, shown, atMs);
    if (gain < 0 || harm < 0 || (!isOtherStatus && harm === 0)) return [];
    return [{id: actions[0]?.id ?? '', actions, without, cues: actions.flatMap(action => cuesOf(question, action))}];
  });
}

/** The signals by which others see a component: what some other one reads, and what makes a status. */
function shownBy({prepared, wiring}: Question, component: string): readonly string[] {
  const seen = new Set([...wiring.values()].flatMap(({reads}) => reads.map(({signal}) => signal)));
  for (const {status} of prepared.timeline.services) if (status !== null) seen.add(status.signal);
  return [...(wiring.get(component)?.outputs.keys() ?? [])].filter(signal => seen.has(signal));
}

/** 1: these signals would be nearer to a calm day in a run without something; -1: further from it; 0: neither. */
function harmOf({run, calm}: Runs, without: Run, signals: readonly string[], atMs: Ms): number {
  const distance = (other: Run): number =>
    signals.reduce((sum, signal) => {
      const usual = valueAt(calm, signal, atMs) ?? 0;
      return sum + Math.abs((valueAt(other, signal, atMs) ?? 0) - usual) / Math.max(1, Math.abs(usual));
    }, 0);
  return signOf(distance(run) - distance(without), 0);
}

/** The sign of a difference; 0 where it is too small to mean something. */
const signOf = (difference: number, calm: number): number => (Math.abs(difference) > leastDifference(calm) ? Math.sign(difference) : 0);

const severityOf = (status: Status): number => statuses.indexOf(status);

/** 1: the signal behind a status is better in one run than in another; -1: worse; 0: neither. */
function gainOf(one: Run, other: Run, {signal, degraded, major}: StatusRule, atMs: Ms): number {
  const value = valueAt(other, signal, atMs) ?? 0;
  return signOf(((valueAt(one, signal, atMs) ?? 0) - value) * (degraded > major ? 1 : -1), value);
}

/** The signal that people acted on; none for what a person ordered at a time of their own. */
function cuesOf({model, plan}: Question, {id, origin}: FiredAction): readonly string[] {
  const when = origin === 'recorded' ? model.actions.find(action => action.id === id)?.when : null;
  return when == null || plan.some(edit => edit.op === 'move' && edit.action === id) ? [] : [when.signal];
}

function actionLink({prepared, atMs}: Question, {status}: Runs, part: Wired, {id, actions, without}: Order): Link {
  const {timeline} = prepared;
  const removes = actions.map(action => action.id);
  const text = deedWords(timeline, part, actions);
  const event = timeline.events.find(({action}) => action !== null && removes.includes(action))?.id ?? null;
  return {kind: 'action', id, atMs: actions[0]?.firedAtMs ?? atMs, text, necessary: without !== status, without, removes, event};
}

function componentLink(
  question: Question,
  {run, status}: Runs,
  part: Wired,
  signals: ReadonlySet<string>,
  deviation: (signal: string) => Deviation | null,
  told: string | null,
): readonly Link[] {
  const {prepared, plan, service, rule, atMs} = question;
  const {timeline} = prepared;
  const {id} = part;
  // A mere expression of other signals is no thing that could have been well.
  const shown = part.type === 'signal' ? null : componentWords(run, part, signals, deviation, atMs);
  if (shown === null) return [];
  const without = statusAt(trial(question, plan, {healthy: new Set([id])}, [rule.signal]), service.id, atMs).status;
  const necessary = without !== status;
  // Over by then, and nothing hangs on it: it has nothing to do with this.
  if (!necessary && shown.isOver) return [];
  const event = eventOf(timeline, serviceOf(timeline, part), shown.fromMs, {told});
  return [{kind: 'component', id, atMs: shown.fromMs, text: shown.text, necessary, without, removes: [id], event}];
}

/** The faults upstream, in one link: a trial leaves out all at once. */
function faultLink(question: Question, {run, status, calm, faultless}: Runs, reached: ReadonlySet<string>): readonly Link[] {
  const {prepared, model, service, atMs} = question;
  const faults = model.faults.filter(({target}) => reached.has(target));
  const [first] = faults;
  if (faultless === null || first === undefined) return [];
  const usual = new Set(calm.log.map(({text}) => text));
  const log = run.log.filter(({component, text, atMs: saidMs}) => saidMs <= atMs && !usual.has(text) && reached.has(component));
  const logOf = (target: string) => log.filter(({component}) => component === target);
  const beganMs = log[0]?.atMs ?? run.startMs;
  const id = faults.map(({target, kind}) => `${target}.${kind}`).join('+');
  const text = faults.map(fault => faultWords(prepared.timeline, fault, logOf(fault.target))).join('; ');
  const event = eventOf(prepared.timeline, serviceOf(prepared.timeline, {id: first.target}), beganMs, {kinds: ['fault']});
  const without = statusAt(faultless, service.id, atMs).status;
  return [{kind: 'fault', id, atMs: beganMs, text, necessary: without !== status, without, removes: [id], event}];
}

/** At most so many links: the fault stays, then what was necessary, nearest first. */
function shortened(links: readonly Link[]): readonly Link[] {
  const ranked = [...links].sort((a, b) => rankOf(a) - rankOf(b));
  const kept = new Set(ranked.slice(0, longest));
  return links.filter(link => kept.has(link));
}

const rankOf = ({kind, necessary}: Link): number => (kind === 'fault' ? 0 : necessary ? 1 : 2);

import type {Edit} from '../../../engine/plan.js';
import {statusAt} from '../../../engine/run.js';
import {unreachable} from '../../../errors.js';
import {dateOf, duration, hourMinute, localDay, longDate, stamp, utcBeside, zonedMinute} from '../../../format/clock.js';
import {plural, userMinutes} from '../../../format/number.js';
import {printable} from '../../../format/text.js';
import {kindWords} from '../../../format/words.js';
import {sustainedAt} from '../../../review/sustain.js';
import {aloud, listed, sentence} from '../../../screen/aloud.js';
import {comfortable, linear} from '../../../screen/linear.js';
import {shortMinutes, verdict} from '../../../screen/signs.js';
import {MINUTE_MS} from '../../../timeline/time.js';
import type {Service, Status} from '../../../timeline/types.js';
import {precisionWords} from '../panels/detail.js';
import {phaseIndexOf} from '../panels/header.js';
import {dependencyLines, headLines, signalsNow, windowLines} from '../panels/service-detail.js';
import {sustainLines} from '../panels/why.js';
import {bandSentence} from '../panels/words.js';
import {bandAsked} from '../state/answering.js';
import type {Happening} from '../state/facts.js';
import {answerTo} from '../state/questions.js';
import {speeds} from '../state/state.js';
import {isModelled, isWhatIf, keyNumber, nameOfAction, statusOf, type View} from '../state/view.js';

export const origin = (view: View): string => (isModelled(view) ? 'SIMULATED' : 'FACT');

/** `EC2 launches: major outage since 23:48, 98 percent errors; in history operational. SIMULATED.` */
export function serviceSentence(view: View, service: Service): string {
  const {now, history, state, stage} = view;
  const {status, atMs} = statusAt(now.run, service.id, state.positionMs);
  const since = atMs > now.run.startMs ? ` since ${hourMinute(stage.timeline, atMs)}` : '';
  const {value, label} = keyNumber(now.run, service, state.positionMs);
  const number = value === '' ? '' : `, ${value} ${label}`;
  const sustained = sustainedAt(now.run, service, state.positionMs) === null ? '' : '; its cause is gone, it stays down by itself';
  return aloud(
    `${printable(service.name)}: ${status}${since}${number}${sustained}${againstHistory(view, service, status, history)}. ${origin(view)}.`,
  );
}

function againstHistory(view: View, service: Service, status: string, history: View['history']): string {
  if (!isWhatIf(view)) return '';
  const past = statusOf(history.run, service, view.state.positionMs);
  const change = shortMinutes((view.now.minutesByService[service.id] ?? 0) - (history.minutesByService[service.id] ?? 0));
  return `${past === status ? '' : `; in history ${past}`}${change === '' ? '' : `; in the whole run ${change} not operational`}`;
}

/** A service in full, without the pictures of its detail. */
export const serviceLines = (view: View, service: Service): readonly string[] => [
  ...linear(headLines(view, service)),
  ...linear(sustainLines(view, service, comfortable)),
  ...signalsNow(view, service).map(({label, value, past}) =>
    sentence(aloud(`${label}: ${value}${past === null ? '' : `, in history ${past}`}`)),
  ),
  ...(signalsNow(view, service).length === 0 ? [] : ['These numbers are SIMULATED.']),
  ...linear(dependencyLines(view, service, comfortable)),
  ...linear(windowLines(view, service)),
];

/** `FACT 02:25 recovery: …`, with how sure it is where the owner of the service does not say so; `SIMULATED 00:38: …`. In a what-if a fact is of history. */
export function happeningSentence(view: View, happening: Happening): string {
  const {timeline} = view.stage;
  if (happening.kind === 'simulated') return sentence(aloud(`SIMULATED ${stamp(timeline, happening.atMs)}: ${happening.text}`));
  const {kind, title, precision, confidence, atMs} = happening.event;
  const when = precision === 'day' ? `on ${dateOf(timeline, atMs)}` : `${precisionWords[precision]} ${stamp(timeline, atMs)}`;
  const sure = confidence === 'official' ? '' : `, ${confidence}`;
  return sentence(
    aloud(`FACT${isWhatIf(view) ? ' in history,' : ''} ${when.trim()} ${kindWords[kind].toLowerCase()}${sure}: ${printable(title)}`),
  );
}

/** So many happenings are told one by one, the last ones. */
const mostTold = 6;

/** What has happened between two moments; on the way back, what happens at the moment itself. */
export function happeningLines(before: View, after: View): readonly string[] {
  const fromMs = before.state.positionMs;
  const toMs = after.state.positionMs;
  // Changes of status are told by the statuses themselves.
  const isTold = (happening: Happening): boolean =>
    (happening.atMs === toMs || (happening.atMs > fromMs && happening.atMs < toMs)) &&
    !(happening.kind === 'simulated' && happening.isStatus === true);
  const told = after.now.happenings.filter(isTold);
  const last = told.slice(-mostTold);
  const more = told.length - last.length;
  const head = more === 0 ? [] : [`${plural(more, 'more event')} came before these ${mostTold}; the record has them.`];
  return [...head, ...last.map(happening => happeningSentence(after, happening))];
}

/** Services whose status is not what it was, those with the same change in one sentence. */
export function statusLines(before: View, after: View): readonly string[] {
  const groups = new Map<string, {readonly is: Status; readonly was: Status; readonly names: string[]}>();
  for (const service of after.stage.services) {
    const was = statusOf(before.now.run, service, before.state.positionMs);
    const is = statusOf(after.now.run, service, after.state.positionMs);
    if (was === is) continue;
    const group = groups.get(`${was} ${is}`) ?? {is, was, names: []};
    group.names.push(printable(service.name));
    groups.set(`${was} ${is}`, group);
  }
  return [...groups.values()].map(({is, was, names}) =>
    sentence(`${listed(names)}: ${is}, ${names.length === 1 ? 'was' : 'were'} ${was}. ${origin(after)}`),
  );
}

/** `Check plan freshness at each write, thrown at 23:33`. */
function editWords(view: View, edit: Edit): string {
  const {timeline} = view.stage;
  const action = (id: string): string => {
    const recorded = view.history.run.actions.find(each => each.id === id);
    return recorded === undefined ? printable(id) : nameOfAction(view, recorded);
  };
  switch (edit.op) {
    case 'add':
      return `${printable(timeline.mitigations.find(({id}) => id === edit.mitigation)?.title ?? edit.mitigation)}, thrown at ${hourMinute(timeline, edit.atMs)}`;
    case 'remove':
      return `without ${action(edit.action)}`;
    case 'move':
      return `${action(edit.action)}, moved to ${hourMinute(timeline, edit.atMs)}`;
    default:
      return unreachable(edit);
  }
}

/** What differs from history: `The plan: …; ….` */
export const planLine = (view: View): string =>
  isWhatIf(view)
    ? aloud(`The plan: ${view.state.plan.map(edit => editWords(view, edit)).join('; ')}.`)
    : 'The plan is empty: this is HISTORY.';

/** `WHAT-IF: saves 28.9 billion user-minutes, minus 30 percent against history. SIMULATED.` */
export function verdictLine(view: View): string {
  const {now, history} = view;
  if (!isWhatIf(view)) return aloud(`HISTORY: ${userMinutes(history.userMinutes)} in all. SIMULATED.`);
  return aloud(`WHAT-IF: ${verdict(history.userMinutes, now.userMinutes)} against history. SIMULATED.`);
}

/** In which band other worlds that fit the record put the saving; empty until it is known. */
export function bandLine(view: View): string {
  const soFar = answerTo(view.answers, bandAsked(view));
  if (soFar === undefined || (soFar.band === null && soFar.problem === undefined)) return '';
  return aloud(`${bandSentence(view).replace(/^band/, 'Band:')}. SIMULATED.`);
}

/** `02:25 PDT, 09:25 UTC, 2 hours 37 minutes in.` The day and the phase are said where they are new. */
export function timeLine(before: View | null, after: View): string {
  const {timeline} = after.stage;
  const atMs = after.state.positionMs;
  const isNewDay = before === null || localDay(timeline, before.state.positionMs) !== localDay(timeline, atMs);
  const day = isNewDay ? `${longDate(timeline, atMs)}, ` : '';
  const local = `${zonedMinute(timeline, atMs)}${utcBeside(timeline, atMs, ', ')}`;
  return aloud(`${day}${local}, ${sinceWords(after)}.${phaseWords(before, after)}`);
}

function sinceWords({stage, state}: View): string {
  const sinceMs = state.positionMs - stage.timeline.incident.startsAtMs;
  const length = duration(Math.floor(Math.abs(sinceMs) / MINUTE_MS) * MINUTE_MS);
  if (Math.abs(sinceMs) < MINUTE_MS) return 'the incident begins';
  return sinceMs < 0 ? `${length} before the incident` : `${length} in`;
}

function phaseWords(before: View | null, after: View): string {
  const {phases} = after.stage.timeline;
  const index = phaseIndexOf(after);
  const phase = phases[index];
  if (phase === undefined || (before !== null && phaseIndexOf(before) === index)) return '';
  return ` Phase ${index + 1} of ${phases.length}: ${printable(phase.title)}.`;
}

/** Playing, pausing and speed, where they have changed. */
export function playLine(before: View | null, {state}: View): string {
  const speed = state.speed === speeds[0] ? 'real time' : `${state.speed} times real time`;
  if (before === null) return state.playing ? `Playing at ${speed}.` : 'Paused.';
  if (before.state.playing !== state.playing) return state.playing ? `Playing at ${speed}. Space pauses, I says where it is.` : 'Paused.';
  return before.state.speed === state.speed ? '' : `Speed: ${speed}.`;
}

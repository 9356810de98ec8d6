import {UserError, unreachable} from '../../../errors.js';
import {stamp} from '../../../format/clock.js';
import {printable} from '../../../format/text.js';
import {parseTime} from '../../../format/time-expression.js';
import {timeForms} from '../../../format/time-forms.js';
import {sentence} from '../../../format/words.js';
import {meantHint, nameHint} from '../../../timeline/nearest.js';
import {
  type Comparison,
  comparisons,
  type Ms,
  type PanelSignal,
  type Phase,
  type Status,
  statuses,
  type Unit,
} from '../../../timeline/types.js';
import {type Breakpoint, hitsIn, hitsOf, nextHits, type Stop} from './breakpoints.js';
import type {Action} from './state.js';
import {countUpTo, type Stage} from './timeline-index.js';
import {conditionWords, isModelled, type View} from './view.js';

/** What a breakpoint waits for: `EC2 launches becomes major outage`. */
export function wordsOf(stage: Stage, breakpoint: Breakpoint): string {
  switch (breakpoint.kind) {
    case 'status': {
      const {service, status} = breakpoint;
      const name = service === null ? 'any service' : (stage.serviceById.get(service)?.name ?? service);
      return `${printable(name)} becomes ${status}`;
    }
    case 'signal':
      return conditionWords(stage, breakpoint);
    case 'time':
      return `time ${stamp(stage.timeline, breakpoint.atMs)}`;
    case 'phase':
      return breakpoint.phase === null ? 'a phase begins' : phaseWords(stage, breakpoint.phase);
    default:
      return unreachable(breakpoint);
  }
}

function phaseWords({timeline}: Stage, id: string): string {
  const index = timeline.phases.findIndex(phase => phase.id === id);
  return `phase ${index + 1} begins: ${printable(timeline.phases[index]?.title ?? id)}`;
}

/** When it stops playing next: `next 04:14`, `not again`, `not in this run`. */
export function nextWords(stage: Stage, times: readonly Ms[], positionMs: Ms): string {
  const next = times[countUpTo(times, positionMs)];
  if (next !== undefined) return `next ${stamp(stage.timeline, next)}`;
  return times.length === 0 ? 'not in this run' : 'not again';
}

/** Where playing stops next in the run of the plan; undefined: nowhere before its end. */
export function nextStop({state, stage, now}: Pick<View, 'state' | 'stage' | 'now'>): Stop | undefined {
  const {breakpoints, positionMs} = state;
  const next = nextHits(hitsIn(now.run, breakpoints), positionMs);
  const atMs = Math.min(...next.map(hitMs => hitMs ?? Number.POSITIVE_INFINITY));
  if (!Number.isFinite(atMs)) return undefined;
  const [first, ...more] = breakpoints.filter((_, index) => next[index] === atMs).map(breakpoint => wordsOf(stage, breakpoint));
  const others = more.length === 0 ? '' : ` (and ${more.length} more)`;
  return {atMs, notice: `Breakpoint at ${stamp(stage.timeline, atMs)}: ${first}${others}. space plays on.`};
}

/** Sets one, saying when it stops playing. */
export function setting({stage, state, now}: View, breakpoint: Breakpoint): Action {
  const when = nextWords(stage, hitsOf(now.run, breakpoint), state.positionMs);
  return {type: 'set-breakpoint', breakpoint, notice: `Set: ${wordsOf(stage, breakpoint)}, ${when}.`};
}

export function removing({stage, state}: View, index: number): Action {
  const breakpoint = state.breakpoints[index];
  if (breakpoint === undefined) return {type: 'say', notice: ''};
  return {type: 'remove-breakpoint', index, notice: `Removed: ${wordsOf(stage, breakpoint)}.`};
}

/** Words for a status besides its own. */
const statusWords: Readonly<Record<string, Status>> = {
  ...Object.fromEntries(statuses.map(status => [status, status])),
  ...{red: 'major outage', major: 'major outage', partial: 'partial outage', green: 'operational'},
};
const statusForm = new RegExp(`^(.+?)\\s+(${Object.keys(statusWords).join('|')})$`, 'i');
const signalForm = new RegExp(`^(.+?)\\s*(${comparisons.toSorted((a, b) => b.length - a.length).join('|')})\\s*(.+)$`);
const phaseForm = /^phase\s+(.+)$/i;

const isSame = (a: string, b: string): boolean => a.toLowerCase() === b.toLowerCase();

/** Examples of what is understood, with names of this incident. */
export function breakpointForms({services, timeline}: Stage): string {
  const [service] = services;
  const signal = services.flatMap(({signals}) => signals)[0];
  const status = service === undefined ? [] : [`${printable(service.id)} red`, 'any degraded'];
  return [...status, ...(signal === undefined || timeline.model === null ? [] : [`${printable(signal.signal)} < 0.5`])]
    .concat('02:25', 'T+2:37', 'an event id', ...(timeline.phases.length === 0 ? [] : ['phase 1', 'any phase']))
    .join(' · ');
}

/** A breakpoint as a person writes it. Throws a UserError that names what was probably meant. */
export function parseBreakpoint(text: string, view: View): Breakpoint {
  const phase = phaseIn(text, view.stage);
  if (phase !== undefined) return {kind: 'phase', phase};
  const [, left = '', op = '', right = ''] = signalForm.exec(text) ?? [];
  if (op !== '') return signalIn(left, op as Comparison, right, view);
  const [, name = '', word = ''] = statusForm.exec(text) ?? [];
  if (word !== '') return {kind: 'status', service: serviceIn(name, view.stage), status: statusWords[word.toLowerCase()] as Status};
  return {kind: 'time', atMs: timeIn(text, view)};
}

/** Null: any of them; undefined: the text is about something else. */
function phaseIn(text: string, {timeline: {phases}}: Stage): string | null | undefined {
  if (isSame(text, 'any phase')) return null;
  const named = (name: string): Phase | undefined => phases.find(({id, title}) => isSame(name, id) || isSame(name, title));
  const name = phaseForm.exec(text)?.[1];
  const phase = named(text) ?? (name === undefined ? undefined : (named(name) ?? phases[/^\d+$/.test(name) ? Number(name) - 1 : -1]));
  if (name === undefined || phase !== undefined) return phase?.id;
  if (phases.length === 0) throw new UserError('This file names no phases.');
  const titles = phases.map(({title}) => title);
  throw new UserError(`No phase is called "${name}": ${meantHint(name, titles) || `there are 1 to ${phases.length}, or any phase.`}`);
}

function serviceIn(name: string, {services}: Stage): string | null {
  if (isSame(name, 'any')) return null;
  const found = services.find(service => isSame(name, service.id) || isSame(name, service.name));
  if (found !== undefined) return found.id;
  throw new UserError(`No service is called "${name}": ${nameHint(name, namesOf(services))}.`);
}

/** Names, and the ids that are not the same in other letters. */
const namesOf = (services: Stage['services']): readonly string[] =>
  services.flatMap(({id, name}) => (isSame(id, name) ? [name] : [name, id]));

function signalIn(name: string, op: Comparison, number: string, view: View): Breakpoint {
  if (!isModelled(view)) throw new UserError('This file is a record without a model: it has no signals.');
  const signal = signalNamed(name, view);
  return {kind: 'signal', signal, op, value: valueIn(number, view.stage.labelOfSignal.get(signal)?.signal.unit ?? 'count')};
}

/** By its own name, by what the screen calls it, or by the service whose key number it is. */
function signalNamed(name: string, {stage, now}: View): string {
  const own = now.run.signals.find(signal => isSame(signal, name));
  if (own !== undefined) return own;
  const shown = stage.services.flatMap(service => service.signals.map(signal => ({service, signal})));
  const whole = shown.find(({service, signal}) => callsOf(service, signal).some(call => isSame(call, name)));
  if (whole !== undefined) return whole.signal.signal;
  const key = stage.services.find(service => isSame(name, service.id) || isSame(name, service.name))?.signals[0];
  if (key !== undefined) return key.signal;
  const [first, ...others] = shown.filter(({signal}) => isSame(signal.label, name));
  if (first === undefined) {
    const known = [...now.run.signals, ...shown.flatMap(({service, signal}) => [...callsOf(service, signal), signal.label])];
    throw new UserError(`No signal is called "${name}": ${nameHint(name, known)}.`);
  }
  if (others.every(({signal}) => signal.signal === first.signal.signal)) return first.signal.signal;
  throw new UserError(`Several services show "${name}": say which, as in "${printable(first.service.name)} ${printable(name)}".`);
}

const callsOf = ({id, name}: {readonly id: string; readonly name: string}, {label}: PanelSignal): readonly string[] => [
  `${name} ${label}`,
  `${id} ${label}`,
];

const numberForm = /^(-?\d[\d,]*(?:\.\d+)?(?:e[+-]?\d+)?)\s*(%|k|M|bn|min|\/min)?$/;
const factors: Readonly<Record<string, number>> = {'%': 0.01, k: 1e3, M: 1e6, bn: 1e9};

/** A number as the screen writes it, or as the model has it: `50 %` and `0.5` are the same. */
function valueIn(text: string, unit: Unit): number {
  const [, digits = '', suffix = ''] = numberForm.exec(text.trim()) ?? [];
  const value = Number(digits.replaceAll(',', '')) * (factors[suffix] ?? 1);
  if (digits === '' || !Number.isFinite(value)) throw new UserError(`"${text}" is not a number: 0.5, 50 %, 12 min, 1,200 and 2.1 M are.`);
  // The model counts these in millions, the screen does not.
  return unit === 'millions' && suffix in factors ? value / 1e6 : value;
}

function timeIn(text: string, {stage}: View): number {
  try {
    return parseTime(text, stage.timeline);
  } catch (error) {
    // A time outside the run says so itself.
    if (!(error instanceof UserError) || !error.hint.includes(timeForms)) throw error;
    const {phases, events} = stage.timeline;
    const known = [...namesOf(stage.services), ...phases.flatMap(({id, title}) => [id, title]), ...events.map(({id}) => id)];
    throw new UserError(`"${text}" is nothing to stop at. ${sentence(meantHint(text, known) || `known: ${breakpointForms(stage)}`)}`);
  }
}

/** Enter in the list of breakpoints: sets what is typed, or closes when nothing is. */
export function breakpointTyped(view: View): Action {
  const {overlay, breakpoints} = view.state;
  if (overlay.type !== 'breakpoints' || overlay.text.trim() === '') return {type: 'close'};
  const failed = (error: string): Action => ({type: 'type', text: overlay.text, error});
  try {
    const breakpoint = parseBreakpoint(overlay.text.trim(), view);
    const isSet = breakpoints.some(other => JSON.stringify(other) === JSON.stringify(breakpoint));
    return isSet ? failed('This one is set already.') : setting(view, breakpoint);
  } catch (error) {
    if (error instanceof UserError) return failed(error.message);
    throw error;
  }
}

/** The clear key: removes the one that is chosen. */
export const breakpointCleared = (view: View): Action =>
  removing(view, view.state.overlay.type === 'breakpoints' ? view.state.overlay.index : -1);

export const noBreakpoints = ({state}: View): string | null => (state.breakpoints.length === 0 ? 'No breakpoint is set.' : null);

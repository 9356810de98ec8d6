import type {FiredAction, LogEntry, Run} from '../engine/run.js';
import {valueAt} from '../engine/run.js';
import type {Wired} from '../engine/wiring.js';
import {stamp} from '../format/clock.js';
import {count, quantity} from '../format/number.js';
import {printable} from '../format/text.js';
import {MINUTE_MS} from '../timeline/time.js';
import {
  type EventKind,
  type FaultSpec,
  type Json,
  type JsonObject,
  type Ms,
  type PanelSignal,
  type Service,
  type Timeline,
  type Unit,
  units,
} from '../timeline/types.js';
import type {Deviation} from './causes.js';

/** A recorded event this far from a link's beginning may still tell of it. */
const NEAR_MS = 10 * MINUTE_MS;
/** So many of a fault's own lines are told. */
const toldLines = 2;

const ownerMatches = (id: string, signal: string): boolean => signal === id || signal.startsWith(`${id}.`);

/** The service that a component belongs to: whose status it makes, else on whose panel it shows. */
export function serviceOf({services}: Timeline, {id, outputs}: {readonly id: string; readonly outputs?: Wired['outputs']}): Service | null {
  const isOwn = (signal: string): boolean => outputs?.has(signal) ?? ownerMatches(id, signal);
  const byStatus = services.find(({status}) => status !== null && isOwn(status.signal));
  return byStatus ?? services.find(({signals}) => signals.some(({signal}) => isOwn(signal))) ?? null;
}

/** What people call a component. */
const nameOf = (timeline: Timeline, part: {readonly id: string; readonly outputs?: Wired['outputs']}): string =>
  printable(serviceOf(timeline, part)?.name ?? part.id.replace(/[._-]+/g, ' '));

/** A number without a unit: two figures of what is below 1. */
const figure = (value: number): string => (Math.abs(value) < 0.95 && value !== 0 ? String(Number(value.toPrecision(2))) : count(value));

/** A component's part in a chain, in words. */
export type Shown = {readonly text: string; readonly fromMs: Ms; readonly isOver: boolean};

/** How a component was off, by the signal that shows it best; null: none of them was. */
export function componentWords(
  run: Run,
  part: Wired,
  signals: ReadonlySet<string>,
  deviation: (signal: string) => Deviation | null,
  atMs: Ms,
): Shown | null {
  const {timeline} = run;
  const service = serviceOf(timeline, part);
  const panel = service?.signals.filter(({signal}) => part.outputs.has(signal)) ?? [];
  const onPanel = panel.map(({signal}) => signal);
  const key = service?.status?.signal ?? '';
  // What acts is said first, in the words of a panel; what no panel shows is said by another number of the same component.
  const byRank = [
    [...signals].filter(signal => onPanel.includes(signal)),
    onPanel.filter(signal => signal === key),
    onPanel.filter(signal => signal !== key),
    [...signals],
  ];
  const candidates = byRank.flatMap(equal => latest(equal, deviation));
  const [best] = candidates;
  if (best === undefined) return null;
  const {signal, off} = best;
  const says = wordsOf(
    part,
    panel.find(shown => shown.signal === signal),
    signal,
  );
  const name = nameOf(timeline, part);
  const since = stamp(timeline, off.fromMs);
  const now = valueAt(run, signal, atMs) ?? off.worst;
  const text =
    off.untilMs === null
      ? `${name}: ${says(now)}, since ${since}`
      : `${name}: ${says(off.worst)} at worst, from ${since} to ${stamp(timeline, off.untilMs)}`;
  return {text, fromMs: off.fromMs, isOver: off.untilMs !== null};
}

type Off = {readonly signal: string; readonly off: Deviation};

/** Of these signals those that were off, the ones that still are first, then by how long ago they were. */
function latest(signals: readonly string[], deviation: (signal: string) => Deviation | null): readonly Off[] {
  const untilOf = ({off}: Off): Ms => off.untilMs ?? Number.MAX_SAFE_INTEGER;
  return signals
    .flatMap(signal => {
      const off = deviation(signal);
      return off === null ? [] : [{signal, off}];
    })
    .sort((a, b) => untilOf(b) - untilOf(a));
}

/** A signal's value in words: as its panel says it, else as its mechanism does. */
function wordsOf(part: Wired, shown: PanelSignal | undefined, signal: string): (value: number) => string {
  if (shown !== undefined) return value => `${quantity(value, shown.unit)} ${printable(shown.label)}`;
  const {unit = '', what = ''} = part.outputs.get(signal) ?? {};
  const known: Unit = units.find(name => name === unit) ?? 'count';
  return value => `${known === 'perMinute' ? `${figure(value)}/min` : quantity(value, known)} (${printable(what)})`;
}

/** What people did, and when: an order and its repetitions. */
export function deedWords(timeline: Timeline, part: Wired, actions: readonly FiredAction[]): string {
  const [first] = actions;
  const told = actions.map(action => `${paramWords(timeline, action)}at ${stamp(timeline, action.firedAtMs ?? 0)}`);
  return `${nameOf(timeline, part)}: "${printable(first?.verb ?? '').replaceAll('-', ' ')}" ordered ${told.join(', again ')}`;
}

function paramWords({model, mitigations}: Timeline, {id, origin}: FiredAction): string {
  const params = (origin === 'edit' ? mitigations : (model?.actions ?? [])).find(order => order.id === id)?.params ?? {};
  const words = Object.entries(params).map(([key, value]) => `${wordsOfKey(key)} ${wordsOfValue(value, model?.parameters ?? {})}`);
  return words.length === 0 ? '' : `(${printable(words.join(', '))}) `;
}

const wordsOfKey = (key: string): string => key.replace(/[A-Z]/g, letter => ` ${letter.toLowerCase()}`);

function wordsOfValue(value: Json, parameters: Readonly<Record<string, {readonly value: number}>>): string {
  if (typeof value === 'number') return figure(value);
  if (Array.isArray(value)) return value.map(part => wordsOfValue(part, parameters)).join(' and ');
  if (typeof value !== 'object' || value === null) return String(value);
  const name = (value as JsonObject).param;
  const named = typeof name === 'string' && Object.hasOwn(parameters, name) ? parameters[name] : undefined;
  return named === undefined ? JSON.stringify(value) : figure(named.value);
}

const instantForm = /^\d{4}-\d\d-\d\dT/;

/** A fault in words: what it is, then what the simulation itself tells of it. */
export function faultWords(timeline: Timeline, fault: FaultSpec, log: readonly LogEntry[]): string {
  const {target, kind, ...rest} = fault;
  const facts = Object.entries(rest as JsonObject).flatMap(([key, value]) => {
    if (typeof value === 'number') return [/Seconds$/.test(key) ? `${count(value)} s` : `${wordsOfKey(key)} ${count(value)}`];
    return typeof value === 'string' && !instantForm.test(value) ? [value] : [];
  });
  const what = `${kind.replaceAll('-', ' ')}${facts.length === 0 ? '' : ` (${facts.join(', ')})`}`;
  return printable(
    [`${nameOf(timeline, {id: target})}: ${what}`, ...log.slice(0, toldLines).map(({text}) => text.replace(/\.$/, ''))].join('; '),
  );
}

const toldBy: readonly EventKind[] = ['impact', 'fault', 'automation', 'detection'];

/** The recorded event that tells of a service's trouble from about then on: the nearest one, other than one already `told`; null: none. */
export function eventOf(
  {events}: Timeline,
  service: Service | null,
  atMs: Ms,
  {kinds = toldBy, told = null}: {readonly kinds?: readonly EventKind[]; readonly told?: string | null} = {},
): string | null {
  if (service === null) return null;
  const near = events.filter(
    ({id, kind, services, atMs: itsMs}) =>
      id !== told && kinds.includes(kind) && services.includes(service.id) && Math.abs(itsMs - atMs) <= NEAR_MS,
  );
  near.sort((a, b) => Math.abs(a.atMs - atMs) - Math.abs(b.atMs - atMs) || kinds.indexOf(a.kind) - kinds.indexOf(b.kind));
  return near[0]?.id ?? null;
}

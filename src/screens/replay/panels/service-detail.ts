import {statusAt, valueAt} from '../../../engine/run.js';
import {duration, hourMinute, stamp} from '../../../format/clock.js';
import {quantity} from '../../../format/number.js';
import {printable} from '../../../format/text.js';
import {cell, type Line, type Span, span} from '../../../screen/line.js';
import {heading} from '../../../screen/prose.js';
import {shortMinutes, signs, statusSpan} from '../../../screen/signs.js';
import {curveOf} from '../../../screen/sparks.js';
import type {Service} from '../../../timeline/types.js';
import type {Facts} from '../state/facts.js';
import {isModelled, isWhatIf, type View} from '../state/view.js';
import {sustainLines} from './why.js';

/** A service in full: its status, its numbers, what it stands on, and when it was not operational, in this run and in history. */
export function serviceDetail(view: View, service: Service, width: number): readonly Line[] {
  const none: Line = [];
  return [
    ...headLines(view, service),
    ...sustainLines(view, service, width),
    ...section(signalLines(view, service, width)),
    none,
    ...curveLines(view, service, width),
    ...section(dependencyLines(view, service, width)),
    none,
    ...windowLines(view, service),
  ];
}

const section = (lines: readonly Line[]): readonly Line[] => (lines.length === 0 ? [] : [[], ...lines]);

export function headLines({now, history, state, stage}: View, service: Service): readonly Line[] {
  const {status, atMs} = statusAt(now.run, service.id, state.positionMs);
  const since = atMs > now.run.startMs ? ` since ${hourMinute(stage.timeline, atMs)}` : '';
  const then = statusAt(history.run, service.id, state.positionMs).status;
  const was: Span[] = then === status ? [] : [span('   in history '), statusSpan(then), span(` ${then}`, 'ghost')];
  return [
    [span(` ${printable(service.name)}`, 'bold'), span(`   ${printable(placeOf(service))}`, 'dim')],
    [span(' '), statusSpan(status), span(` ${status}`, signs[status].role), span(since), ...was],
  ];
}

/** Group and plane, each said once. */
function placeOf({group, plane}: Service): string {
  if (plane === null || group.toLowerCase().includes('plane')) return group;
  return `${group}, ${plane} plane`;
}

type SignalNow = {readonly label: string; readonly value: string; readonly past: string | null};

/** Every signal of a service with its value now; `past`: in history at the same moment, null where history is what is shown. */
export const signalsNow = ({now, history, state}: View, service: Service): readonly SignalNow[] =>
  service.signals.flatMap(({signal, label, unit}): SignalNow[] => {
    const value = valueAt(now.run, signal, state.positionMs);
    const then = now === history ? undefined : valueAt(history.run, signal, state.positionMs);
    if (value === undefined) return [];
    return [{label: printable(label), value: quantity(value, unit), past: then === undefined ? null : quantity(then, unit)}];
  });

/** Every signal now; in a what-if beside history's. */
function signalLines(view: View, service: Service, width: number): readonly Line[] {
  const both = view.now !== view.history;
  const labelColumns = Math.max(12, Math.min(34, width - (both ? 26 : 14)));
  const rows = signalsNow(view, service).map(({label, value, past}): Line => {
    const ghost = past === null ? [] : [span(cell(past, 11, 'right'), 'ghost')];
    return [span(` ${cell(label, labelColumns)}`, 'dim'), span(cell(value, 11, 'right')), ...ghost];
  });
  if (rows.length === 0) return [];
  const titles = `${cell('now', 11, 'right')}${both ? cell('history', 11, 'right') : ''}`;
  return [[span(` ${cell('SIMULATED', labelColumns)}`, 'simulated'), span(titles, 'dim')], ...rows];
}

/** The whole run as one picture up to the end; in a what-if history's below it. */
function curveLines(view: View, service: Service, width: number): readonly Line[] {
  const {now, history, stage} = view;
  const {timeline, startMs, endMs} = stage;
  const untilMs = Math.min(endMs, Math.max(timeline.incident.endsAtMs, startMs + 1));
  const cells = Math.max(8, width - 12);
  const axis = `${hourMinute(timeline, startMs)}${cell(hourMinute(timeline, untilMs), cells - 5, 'right')}`;
  return [
    [span(isWhatIf(view) ? ' what-if  ' : ' history  ', 'dim'), ...curveOf(now.run, service, startMs, untilMs, cells)],
    ...(isWhatIf(view)
      ? [[span(' history  ', 'dim'), ...curveOf(history.run, service, startMs, untilMs, cells).map(({text}) => span(text, 'ghost'))]]
      : []),
    [span(`          ${axis}`, 'dim')],
  ];
}

export function dependencyLines({now, state, stage}: View, service: Service, width: number): readonly Line[] {
  const lines = service.dependsOn.flatMap(({service: id, how, why}): Line[] => {
    const other = stage.serviceById.get(id);
    if (other === undefined) return [];
    const known = now.run.tracks.has(id);
    const {status} = statusAt(now.run, id, state.positionMs);
    const words = why === '' ? how : `${how}: ${printable(why)}`;
    return [
      [
        span(' '),
        known ? statusSpan(status) : span(' '),
        span(` ${cell(printable(other.name), 20)}`),
        span(` ${cell(words, Math.max(4, width - 25))}`, 'dim'),
      ],
    ];
  });
  return lines.length === 0 ? [] : [heading('Depends on'), ...lines];
}

export function windowLines(view: View, service: Service): readonly Line[] {
  const {now, history} = view;
  const label = isModelled(view) ? 'Not operational' : 'Not operational, by the record';
  if (!isWhatIf(view)) return [heading(label), ...windowsOfFacts(view, now, service)];
  const difference = (now.minutesByService[service.id] ?? 0) - (history.minutesByService[service.id] ?? 0);
  return [
    [span(' Not operational in this what-if ', 'bold'), span(shortMinutes(difference), difference > 0 ? 'major' : 'ok')],
    ...windowsOfFacts(view, now, service),
    heading('In history'),
    ...windowsOfFacts(view, history, service),
  ];
}

function windowsOfFacts({stage}: View, facts: Facts, service: Service): readonly Line[] {
  const windows = facts.windows.get(service.id) ?? [];
  if (windows.length === 0) return [[span(' never', 'dim')]];
  return windows.map(({status, startsAtMs, endsAtMs}) => [
    span(' '),
    statusSpan(status),
    span(` ${stamp(stage.timeline, startsAtMs)} to ${endsAtMs === null ? 'the end of the run' : stamp(stage.timeline, endsAtMs)}`),
    span(`   ${endsAtMs === null ? 'not in this run' : duration(endsAtMs - startsAtMs)}`, 'dim'),
  ]);
}

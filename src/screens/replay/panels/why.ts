import {statusAt} from '../../../engine/run.js';
import {hourMinute, stamp} from '../../../format/clock.js';
import {printable} from '../../../format/text.js';
import {sustainedAt} from '../../../review/sustain.js';
import type {Link} from '../../../review/why.js';
import {cell, type Line, type Span, span} from '../../../screen/line.js';
import {prose, proseAfter} from '../../../screen/prose.js';
import {signs, statusSpan, sustainSign} from '../../../screen/signs.js';
import type {Service} from '../../../timeline/types.js';
import {whyAsked} from '../state/answering.js';
import type {PanelView} from '../state/panel.js';
import {scrolling} from '../state/panel.js';
import {answerTo} from '../state/questions.js';
import {scrollOf} from '../state/state.js';
import type {View} from '../state/view.js';

/** The service that is asked about. */
const serviceIn = ({state, stage}: View): Service | undefined =>
  state.overlay.type === 'why' ? stage.serviceById.get(state.overlay.service) : undefined;

/** From a service's status back to the cause: each link with its time, what became of the status without it, and what the record says. */
function linesOf(view: View, width: number): readonly Line[] {
  const service = serviceIn(view);
  if (service === undefined) return [];
  return [...headLines(view, service), ...sustainLines(view, service, width), ...chainLines(view, width)];
}

function headLines({now, state, stage}: View, {id, name}: Service): readonly Line[] {
  const {status, atMs} = statusAt(now.run, id, state.positionMs);
  const since = atMs > now.run.startMs ? ` since ${stamp(stage.timeline, atMs)}` : '';
  return [[span(' '), statusSpan(status), span(` ${printable(name)}  `, 'bold'), span(status, signs[status].role), span(since)]];
}

/** What keeps a service down after its cause has gone; nothing where the cause is still there. */
export function sustainLines({now, state}: View, service: Service, width: number): readonly Line[] {
  const sustained = sustainedAt(now.run, service, state.positionMs);
  if (sustained === null) return [];
  return proseAfter([span(' '), span(`${sustainSign} trigger gone, still down. `, 'degraded')], sustained.text, width);
}

function chainLines(view: View, width: number): readonly Line[] {
  const thread: Line = [span(' │', 'rule')];
  if (view.state.playing) return [thread, ...prose('Pause (space) and the causes of this moment are worked out.', width, 'dim')];
  const why = answerTo(view.answers, whyAsked(view));
  if (why === undefined)
    return [
      thread,
      ...prose('proving…', width, 'accent'),
      ...prose('Each cause is taken out and the incident simulated again.', width, 'dim'),
    ];
  if (why.status === 'operational') return [[], ...prose('It is operational: there is nothing to explain.', width, 'dim')];
  if (why.chain.length === 0) return [[], ...prose('Nothing but its own load is behind it.', width, 'dim')];
  return why.chain.flatMap((link, index) => {
    const isLast = index === why.chain.length - 1;
    const own = linkLines(view, link, width - 3);
    return [
      thread,
      ...own.map((line, row): Line => [span(row === 0 ? (isLast ? ' └ ' : ' ├ ') : isLast ? '   ' : ' │ ', 'rule'), ...line]),
    ];
  });
}

const kindWords: Readonly<Record<Link['kind'], string>> = {component: '', action: 'ACTION ', fault: 'FAULT '};
/** Where the text of a link begins: after its time. */
const timeColumns = 6;

function linkLines(view: View, link: Link, width: number): readonly Line[] {
  const before = [span(cell(hourMinute(view.stage.timeline, link.atMs), timeColumns), 'accent'), span(kindWords[link.kind], 'bold')];
  const indent = ' '.repeat(timeColumns);
  return [
    ...proseAfter(before, link.text, width, timeColumns),
    [span(indent), ...proofSpans(link)],
    ...(link.event === null ? [] : eventLines(view, link.event, width)),
  ];
}

/** What became of the status in a run without this link. */
function proofSpans({necessary, without}: Link): readonly Span[] {
  if (!necessary) return [span('would have happened anyway', 'dim')];
  return [span('NECESSARY', 'bold'), span('  without it: '), statusSpan(without), span(` ${without}`, signs[without].role)];
}

/** The recorded event beside a link: its id, how sure it is, and its title. */
function eventLines({stage}: View, id: string, width: number): readonly Line[] {
  const event = stage.eventById.get(id);
  const before = [span(' '.repeat(timeColumns)), span('FACT', 'bold'), span(` ${printable(id)} `, 'accent')];
  return proseAfter(before, event === undefined ? '' : `${event.confidence}: ${event.title}`, width, timeColumns, 'dim');
}

export const why: PanelView = scrolling({
  title: ({stage, state}) => [
    {at: 1, span: span('WHY', 'selected')},
    {at: 7, span: span('SIMULATED', 'simulated')},
    {at: 19, span: span(`at ${hourMinute(stage.timeline, state.positionMs)}`, 'dim')},
  ],
  lines: linesOf,
  scroll: ({state}) => scrollOf(state.overlay),
  rest: 'esc closes',
});

import {userMinutesAt} from '../../../engine/user-minutes.js';
import {dateOf, localClock, sinceStart, utcBeside} from '../../../format/clock.js';
import {compact, userMinutes} from '../../../format/number.js';
import {printable} from '../../../format/text.js';
import {cell, fitLine, type Line, type Span, span, spread} from '../../../screen/line.js';
import {countsLine, countsOf, verdict} from '../../../screen/signs.js';
import {bandAsked} from '../state/answering.js';
import {quietFactor} from '../state/reducer.js';
import {quietUntil} from '../state/timeline-index.js';
import {allStatuses, isModelled, isWhatIf, type View} from '../state/view.js';
import {bandColumns, bandShort, filterWords} from './words.js';

/** What go-to takes, in the room that its prompt has; the command line has a longer list. */
export const goToForms = '02:25 · T+2:37 · 25% · event id · phase 3 · next red · last degraded';

/** What is asked for, and what it takes. */
export const prompts = {
  'go-to': {words: ' go to ', hint: goToForms},
  search: {words: ' search ', hint: 'words of a title, a detail, an id or a service'},
} as const;

/** What is being typed, in the bottom line. */
export function promptLine(view: View, columns: number): Line | undefined {
  const {overlay} = view.state;
  if (overlay.type !== 'go-to' && overlay.type !== 'search') return undefined;
  const {words, hint} = prompts[overlay.type];
  const filter = overlay.type === 'search' ? filterWords(view) : '';
  const forms = filter === '' ? hint : `only in what is listed: ${filter}`;
  const more: Span = overlay.error === '' ? span(`   ${forms}`, 'dim') : span(`   ${printable(overlay.error)}`, 'major');
  return fitLine([span(words, 'accent'), span(printable(overlay.text), 'bold'), span('▏', 'accent'), more], columns);
}

/** Three lines: what is shown and how it plays; when and how bad; what it costs. */
export function header(view: View, columns: number): readonly Line[] {
  return [titleLine(view, columns), clockLine(view, columns), impactLine(view, columns)];
}

function titleLine(view: View, columns: number): Line {
  const {state, stage} = view;
  const isQuiet = state.playing && quietUntil(stage, state.positionMs) !== null;
  const play = state.playing ? span('▶ playing', 'accent') : span('  paused ', 'dim');
  const quiet = isQuiet
    ? [span(columns < 110 ? `quiet: ${quietFactor}× faster  ` : `quiet stretch: ${quietFactor} times faster  `, 'dim')]
    : [];
  // A title that is cut keeps its distance.
  const right = [span(' '), ...quiet, badge(view), span('  '), play, span(` ${`${state.speed}×`.padStart(5)} `)];
  return spread([span(` ${printable(stage.timeline.incident.title)} `, 'bold')], right, columns);
}

export const badge = (view: View): Span => (isWhatIf(view) ? span(' WHAT-IF ', 'what-if') : span(' HISTORY ', 'history'));

function clockLine(view: View, columns: number): Line {
  const {timeline} = view.stage;
  const atMs = view.state.positionMs;
  const date = columns >= 110 ? [span(`${dateOf(timeline, atMs)}  `, 'dim')] : [];
  const left = [
    span(' '),
    ...date,
    span(localClock(timeline, atMs), 'accent'),
    span(`${utcBeside(timeline, atMs, '  ')}  ${sinceStart(timeline, atMs)}`),
    ...phaseSpans(view, columns),
  ];
  return spread(left, [span('   '), ...countsLine(countsOf(allStatuses(view))), span(' ')], columns);
}

/** The place of the phase that holds now; the last one holds at the end of the run too; -1: none does. */
export const phaseIndexOf = ({stage, state: {positionMs}}: View): number =>
  stage.timeline.phases.findLastIndex(
    ({startsAtMs, endsAtMs}) =>
      startsAtMs <= positionMs && (positionMs < endsAtMs || (endsAtMs >= stage.endMs && positionMs === stage.endMs)),
  );

function phaseSpans(view: View, columns: number): Span[] {
  const {phases} = view.stage.timeline;
  const index = phaseIndexOf(view);
  const phase = phases[index];
  if (phase === undefined) return [];
  return [
    span(columns >= 100 ? `   phase ${index + 1} of ${phases.length}  ` : `  ${index + 1}/${phases.length} `, 'dim'),
    span(printable(phase.title)),
  ];
}

function impactLine(view: View, columns: number): Line {
  if (!isModelled(view))
    return fitLine([span(' Record only: this file has no model, so nothing is simulated or changed.', 'dim')], columns);
  const {state, now, history} = view;
  const soFar = userMinutesAt(now.run, state.positionMs);
  if (!isWhatIf(view)) {
    const left = [span(' impact so far '), span(userMinutes(soFar), 'bold'), span(` of ${compact(now.userMinutes)} in the whole run`)];
    return spread(left, [span('SIMULATED ', 'simulated')], columns);
  }
  const isNarrow = columns < 110;
  const left = [span(isNarrow ? ' so far ' : ' impact so far '), span(isNarrow ? compact(soFar) : userMinutes(soFar), 'bold')];
  // The band has a place of its own, so that nothing moves when it is known.
  const hasBand = bandAsked(view) !== null;
  const words = verdict(history.userMinutes, now.userMinutes, hasBand && isNarrow ? compact : userMinutes);
  const beside = hasBand ? `  ${cell(bandShort(view), bandColumns)} ` : ' against history ';
  return spread(left, [span(words, 'accent'), span(beside), span('SIMULATED ', 'simulated')], columns);
}

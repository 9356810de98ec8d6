import {printable} from '../../../format/text.js';
import {aloud, listed, sentence} from '../../../screen/aloud.js';
import {wordOfKey} from '../../../screen/key-names.js';
import type {Voice} from '../../../screen/program.js';
import type {Ms} from '../../../timeline/types.js';
import {statuses} from '../../../timeline/types.js';
import {type Action, scrollOf} from '../state/state.js';
import {isModelled, isWhatIf, statusOf, type View} from '../state/view.js';
import {costLine} from './panels.js';
import {placeOf} from './place.js';
import type {Place} from './screens.js';
import {bandLine, happeningLines, origin, planLine, playLine, statusLines, timeLine, verdictLine} from './sentences.js';

/** Of something long so many lines are said at once: as many as a page key reads on. */
const pageLines = 8;

/**
 * The console for ears: what has changed between what a listener knows and what is now, each thing once, in sentences. Pure.
 *
 * @param before null: nothing has been said yet
 */
function spoken(before: View | null, after: View): readonly string[] {
  if (before === null) return [...greeting(after), ...present(after)];
  const hasMoved = before.state.positionMs !== after.state.positionMs;
  const isOther = before.state.plan !== after.state.plan;
  const lines = [
    ...(hasMoved ? [timeLine(before, after), ...happeningLines(before, after)] : []),
    ...planLines(before, after),
    ...statusLines(before, after),
    ...promptLines(before, after),
    ...placeLines(placeOf(before), placeOf(after), {
      changed: [...(hasMoved ? ['time' as const] : []), ...(isOther ? ['plan' as const] : [])],
      from: scrollIn(before),
      to: scrollIn(after),
    }),
  ];
  return printed([playLine(before, after), noticeLine(before, after, lines), ...lines]);
}

const printed = (lines: readonly string[]): readonly string[] => lines.filter(line => line !== '').map(printable);

const greeting = ({stage}: View): readonly string[] => [
  sentence(printable(stage.timeline.incident.title)),
  'Screen reader mode. Space plays, right arrow goes to the next event, M opens the mitigations, C compares with history.',
  'Question mark lists the keys, I says where you are, Q quits.',
];

/** Where one is: the time, what is shown, every service that is not well, what it costs, and what is open. */
function present(view: View): readonly string[] {
  const place = placeOf(view);
  return printed([
    timeLine(null, view),
    `${isWhatIf(view) ? 'WHAT-IF' : 'HISTORY'}. ${playLine(null, view)}`,
    ...(isWhatIf(view) ? [planLine(view)] : []),
    ...standingLines(view),
    ...(isWhatIf(view) ? [verdictLine(view), bandLine(view)] : []),
    ...(isModelled(view) ? costLine(view) : ['Record only: this file has no model, so nothing is simulated or changed.']),
    place.words,
    ...firstPage(place.lines),
    'text' in view.state.overlay && view.state.overlay.text !== '' ? `Typed so far: ${view.state.overlay.text}` : '',
  ]);
}

/** Services by status, worst first; of those that are well the number alone. */
function standingLines(view: View): readonly string[] {
  const {stage, now, state} = view;
  return statuses.toReversed().flatMap(status => {
    const names = stage.services
      .filter(service => statusOf(now.run, service, state.positionMs) === status)
      .map(({name}) => printable(name));
    if (names.length === 0) return [];
    return [
      status === 'operational'
        ? `Operational: ${names.length} of ${stage.services.length}. ${origin(view)}.`
        : sentence(`${names.length} ${status === 'degraded' ? '' : 'in '}${status}: ${listed(names)}`),
    ];
  });
}

/** What the console answers. A title in it that stands in another line too is said there alone: `3 of 7.` */
function noticeLine(before: View, {state}: View, others: readonly string[]): string {
  if (state.notice === '' || state.notice === before.state.notice) return '';
  const [lead = '', title] = aloud(state.notice).split(/: (.*)/s);
  return sentence(title !== undefined && others.some(line => line.includes(title)) ? lead : aloud(state.notice));
}

/** What the plan is and comes to, where it is another one; the band where it has become known. */
function planLines(before: View, after: View): readonly string[] {
  const isOther = before.state.plan !== after.state.plan;
  const band = bandLine(after);
  return [
    ...(isOther ? [...(after.state.notice === '' ? [planLine(after)] : []), verdictLine(after)] : []),
    isOther || band !== bandLine(before) ? band : '',
  ];
}

/** What was typed, letter by letter; what was deleted, with what is left. */
function promptLines(before: View, after: View): readonly string[] {
  const now = after.state.overlay;
  if (!('text' in now)) return [];
  const was = before.state.overlay;
  const text = was.type === now.type && 'text' in was ? was.text : '';
  const error = !('error' in now) || now.error === '' ? [] : [sentence(aloud(now.error))];
  if (now.text === text) return error;
  const typed = now.text.startsWith(text) ? [...now.text.slice(text.length)] : null;
  return [
    typed === null ? `Deleted. ${now.text === '' ? 'Nothing is left.' : `Left: ${now.text}`}` : typed.map(wordOfKey).join(' '),
    ...error,
  ];
}

const scrollIn = ({state}: View): number => scrollOf(state.overlay.type === 'none' ? state.screen : state.overlay);

type Reading = {readonly changed: readonly ('time' | 'plan')[]; readonly from: number; readonly to: number};

/** Coming to a place, to another thing in it, reading on, or what is new in what is open. */
function placeLines(before: Place, after: Place, {changed, from, to}: Reading): readonly string[] {
  if (before.id !== after.id && after.isPanel && !before.isPanel) return [`Back to the replay. ${after.words}`];
  if (before.id !== after.id) return [after.words, ...firstPage(after.lines)];
  if (after.silentOn?.some(what => changed.includes(what))) return [];
  if (before.item !== after.item) return firstPage(after.lines);
  if (from !== to) return Math.abs(to - from) === 1 ? after.lines.slice(to, to + 1) : pageFrom(after.lines, to);
  const known = new Set(before.lines);
  // What has only lost its mark is no news.
  return firstPage(after.lines.filter(line => !known.has(line) && !known.has(`Selected: ${line}`)));
}

const firstPage = (lines: readonly string[]): readonly string[] => pageFrom(lines, 0);

function pageFrom(lines: readonly string[], first: number): readonly string[] {
  const more = lines.length - first - pageLines;
  const rest = more <= 0 ? [] : [`${more} more ${more === 1 ? 'line' : 'lines'}: page down reads on.`];
  return [...lines.slice(first, first + pageLines), ...rest];
}

/** How far what is open can be read on. */
const readingEndOf = (view: View): number => Math.max(0, placeOf(view).lines.length - 1);

/** What a listener knows. `seenMs`: where the replay stood when it was last looked at; while it plays that is later than what is known. */
type Heard = View & {readonly seenMs?: Ms};

/** The replay for ears. While it plays, time goes on without being news, unless a key moved it: it is told when it stands still. */
export const replayVoice: Voice<Heard> = {
  tell(known, now, byKey) {
    const seenMs = now.state.positionMs;
    const hasJumped = byKey && known?.seenMs !== seenMs;
    if (known === null || hasJumped || !now.state.playing) return {heard: {...now, seenMs}, lines: spoken(known, now)};
    if (!byKey) return {heard: {...known, seenMs}, lines: []};
    const heard = {...at(now, known.state.positionMs), seenMs};
    return {heard, lines: spoken(at(known, seenMs), now)};
  },
  present(known, now) {
    const missed = known !== null && known.state.positionMs < now.state.positionMs ? happeningLines(known, now) : [];
    return [...missed, ...present(now)];
  },
  readingEnd: readingEndOf,
  unchanged(message) {
    const {type} = message as Action;
    return type === 'scroll' || type.startsWith('select-') ? 'No further.' : 'Nothing changes.';
  },
};

const at = (view: View, positionMs: Ms): View => ({...view, state: {...view.state, positionMs}});

import {printable} from '../../format/text.js';
import {aloud, capital, sentence} from '../../screen/aloud.js';
import {type Line, span} from '../../screen/line.js';
import {comfortable, linear} from '../../screen/linear.js';
import type {Voice} from '../../screen/program.js';
import {nextStep} from './head.js';
import {channelNames, nameOf, partAloud} from './panels.js';
import {type Place, places, type SeatState} from './state.js';
import {clockAt, toDecide} from './view.js';
import {wholePanel} from './whole.js';

/**
 * A seat for ears. What somebody would look up for is said at once: a message, something to decide, HALT, the end. The rest is said
 * after a key: what it came to.
 */
export const voice: Voice<SeatState> = {
  tell(heard, now, byKey) {
    if (heard === null) return {heard: now, lines: []};
    const urgent = [...standing(heard, now), ...messagesSince(heard, now), ...toDecideSince(heard, now)];
    const notice = now.notice !== '' && now.notice !== heard.notice ? [sentence(aloud(printable(now.notice)))] : [];
    return {heard: now, lines: byKey ? [...notice, ...urgent, ...changes(heard, now)] : [...urgent, ...notice]};
  },
  readingEnd: state => Math.max(0, linesInFocus(state).length - 1),
};

/** Everything that stands on the screen, part by part. */
export function seatAloud(state: SeatState): readonly Line[] {
  const whole = wholePanel(state);
  if (whole !== null) return [whole.title(state, comfortable, 400), ...whole.lines({...state, scroll: 0}, comfortable, 400)];
  return places.flatMap(place => [[span(nameOf(place))], ...partAloud(place, state)]);
}

/** How it stands: connection, HALT, the time, the scene, what is revealed. */
function standing({observation: before, lost}: SeatState, now: SeatState): readonly string[] {
  const {observation} = now;
  const {isHalted, isPaused, phase, scene, reveal} = observation;
  return [
    ...(now.lost === lost ? [] : [sentence(now.lost ?? 'The host is there again')]),
    ...(isHalted === before.isHalted ? [] : [isHalted ? stepWords(now) : 'The drill goes on.']),
    ...(isPaused === before.isPaused ? [] : [isPaused ? 'Paused by the facilitator.' : 'Play goes on.']),
    ...(phase === before.phase ? [] : [phase === 'play' ? 'StartEx: the drill has begun.' : stepWords(now)]),
    ...(scene === before.scene || phase !== 'play' ? [] : [sentence(aloud(printable(scene)))]),
    ...(reveal.length > before.reveal.length ? linear(wholePanel(now)?.lines(now, comfortable, 400) ?? []) : []),
  ];
}

const stepWords = (state: SeatState): string => sentence(aloud(nextStep(state)));

const messagesSince = ({observation: before}: SeatState, {observation}: SeatState): readonly string[] =>
  observation.messages
    .filter(({id}) => !before.messages.some(message => message.id === id))
    .map(({atMs, channel, text}) =>
      sentence(`${capital(channelNames[channel])}, ${clockAt(observation, atMs)}: ${aloud(printable(text))}`),
    );

const toDecideSince = ({observation: before}: SeatState, {observation}: SeatState): readonly string[] =>
  toDecide(observation)
    .filter(({id}) => !before.decisions.some(decision => decision.id === id))
    .map(({title, seen}) => `${sentence(aloud(printable(`To decide: ${title}`)))} ${sentence(aloud(printable(seen)))}`);

/** What a key came to: another part, a line further on, or what stands in the parts now and did not before. */
function changes(before: SeatState, now: SeatState): readonly string[] {
  if (now.scroll !== before.scroll) return linesInFocus(now).slice(now.scroll, now.scroll + 1);
  const isElsewhere = now.focus !== before.focus;
  const said = new Set(fresh(before).map(undated));
  // A look opens its part: then what is new there is enough.
  const news = fresh(now, before).filter(line => !said.has(undated(line)));
  const step = nextStep(now) === nextStep(before) ? [] : [stepWords(now)];
  return [
    ...(isElsewhere && news.length === 0
      ? [sentence(capital(nameOf(now.focus).toLowerCase())), ...linear(partAloud(now.focus, now))]
      : news),
    ...step,
  ];
}

const linesInFocus = (state: SeatState): readonly string[] => {
  const whole = wholePanel(state);
  return linear(whole?.lines({...state, scroll: 0}, comfortable, 400) ?? partAloud(state.focus, state));
};

/** The lines of all parts but the messages; of decisions those that were known before. */
function fresh(state: SeatState, before: SeatState = state): readonly string[] {
  const known = new Set(before.observation.decisions.map(({id}) => id));
  const decisions = state.observation.decisions.filter(({id}) => known.has(id));
  const shown: SeatState = {...state, observation: {...state.observation, decisions}};
  return places.filter((place: Place) => place !== 'messages').flatMap(place => linear(partAloud(place, shown)));
}

/** Without how long ago and until when, which every minute changes. */
const undated = (line: string): string => line.replace(/,? (?:in )?\d+ (?:minute|hour)s?[^,.]*/g, '');

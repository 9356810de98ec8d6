import {printable} from '../../format/text.js';
import {exerciseBadge, type Line, span, spread} from '../../screen/line.js';
import type {SeatState} from './state.js';
import {clockAt, toDecide, whoWords} from './view.js';

/** What every screen of a drill begins with. */
export function head(view: SeatState, columns: number): readonly Line[] {
  const {observation, lost} = view;
  const {isHalted, isPaused, phase} = observation;
  const state = isHalted
    ? span(' HALT ', 'major')
    : isPaused
      ? span(' paused ', 'degraded')
      : phase === 'play'
        ? span('')
        : span(` ${phaseWords[phase]} `, 'accent');
  const right: Line = [
    state,
    span('  '),
    span(`${clockAt(observation, observation.nowMs)} ${observation.clock.zone}`, 'accent'),
    span('  '),
    span(printable(whoWords(observation))),
    span(' '),
  ];
  return [
    spread([span(' '), exerciseBadge, span(`  ${printable(observation.codeName)}`, 'bold')], right, columns),
    spread(
      [lost === null ? span(` ${phase === 'play' ? printable(observation.scene) : ''}`, 'dim') : span(` ${lost} `, 'major')],
      [span(' ')],
      columns,
    ),
    spread([span(' ▶ ', 'accent'), span(nextStep(view), 'accent')], [...counters(view), span(' ')], columns),
  ];
}

const phaseWords = {brief: 'not begun', play: '', hotWash: 'EndEx', over: 'over'} as const;

/** What waits, in words, where its part may be out of sight. */
function counters({observation}: SeatState): Line {
  const unread = observation.messages.filter(({isAcknowledged}) => !isAcknowledged).length;
  const open = toDecide(observation).length;
  const overdue = observation.audiences.filter(({dueAtMs}) => dueAtMs !== null && dueAtMs < observation.nowMs).length;
  const counter = (count: number, words: string): Line => (count === 0 ? [] : [span(`  ${count} ${words}`, 'degraded')]);
  return [...counter(unread, 'new'), ...counter(open, 'to decide'), ...counter(overdue, 'overdue')];
}

/** Minutes without a word after which somebody outside wonders. */
const silenceMs = 5 * 60_000;

/** One thing that can be done now, with its key. It knows what was done, never what would help. */
export function nextStep({observation, pace}: SeatState): string {
  const {phase, isHalted, isPaused, messages, panels, beliefs, posts, audiences, commander, nowMs} = observation;
  if (isHalted)
    return `HALT – real incident. The drill stands still; ${pace === 'own' ? '! goes on' : 'the facilitator goes on'} when it is over.`;
  if (phase === 'brief')
    return pace === 'own' ? 'Read the brief, then press enter to begin.' : 'Read the brief. The facilitator begins the drill.';
  if (observation.reveal.length > 0) return 'The facilitator opens it step by step. ↓ reads on.';
  if (phase !== 'play')
    return pace === 'own' ? 'EndEx: play is over.' : 'EndEx: play is over. Tell it as it looked to you; then it is revealed.';
  if (isPaused) return 'Paused by the facilitator.';
  if (pace === 'watched') return 'What the whole room knows.';
  const first = messages[0];
  if (messages.some(({isAcknowledged}) => !isAcknowledged)) return 'A message waits. a acknowledges it.';
  if (first === undefined && pace === 'own') return 'All is quiet. space waits until something happens.';
  if (first === undefined) return `${observation.decisions.length > 0 ? '' : 'All is quiet here. '}${usualWords(observation)}`;
  if (panels.length > 0 && panels.every(({looks}) => looks.length === 0)) return 'What do you notice first? l looks at a panel.';
  if (beliefs.length === 0 && panels.length > 0) return 'b notes what it may be, and how sure you are.';
  if (commander === null && observation.role === 'incidentCommander' && pace === 'led') return 'Nobody commands. m takes command.';
  if (toDecide(observation).length > 0) return 'Something is to be decided. d ranks the options and asks why.';
  if (audiences.some(({dueAtMs}) => dueAtMs !== null && dueAtMs < nowMs)) return 'A word is overdue. p posts it.';
  if (posts.length === 0 && audiences.length > 0 && nowMs - first.atMs >= silenceMs)
    return 'Nobody outside has heard from you. p posts a word.';
  return pace === 'own' ? 'l looks, o orders; space waits until something happens.' : usualWords(observation);
}

/** What somebody in a role usually does next. */
function usualWords({role, panels}: SeatState['observation']): string {
  if (role === 'incidentCommander') return 'g gives somebody a task, d decides, p posts; ask the experts for their reports.';
  if (role === 'deputy') return 'c reports to the room; m takes command when it is handed to you.';
  if (role === 'scribe') return 'n notes what is said and done, t what is left to do.';
  if (role === 'customerLiaison' || role === 'internalLiaison') return 'p posts a word, c reports what comes from outside.';
  return panels.length > 0 ? 'l looks, o orders, c reports.' : 'o orders, c reports.';
}

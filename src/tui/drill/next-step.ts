import {type SeatView, toDecide} from './view.js';

/** Minutes without a word after which somebody outside wonders. */
const silenceMs = 5 * 60_000;

/** One thing that can be done now, with its key. It knows what was done, never what would help. */
export function nextStep({observation, pace}: SeatView): string {
  const {phase, isHalted, isPaused, messages, panels, beliefs, posts, audiences, commander, nowMs} = observation;
  if (isHalted) return 'HALT – real incident. The drill stands still; ! goes on when it is over.';
  if (phase === 'brief')
    return pace === 'own' ? 'Read the brief, then press enter to begin.' : 'Read the brief. The facilitator begins the drill.';
  if (phase !== 'play') return 'EndEx: play is over.';
  if (isPaused) return 'Paused by the facilitator.';
  const first = messages[0];
  if (messages.some(({isAcknowledged}) => !isAcknowledged)) return 'A message waits. a acknowledges it.';
  if (first === undefined) return pace === 'own' ? 'All is quiet. space waits until something happens.' : 'All is quiet.';
  if (panels.length > 0 && panels.every(({looks}) => looks.length === 0)) return 'What do you notice first? l looks at a panel.';
  if (beliefs.length === 0 && panels.length > 0) return 'b notes what it may be, and how sure you are.';
  if (commander === null && observation.role === 'incidentCommander' && pace === 'led') return 'Nobody commands. m takes command.';
  if (toDecide(observation).length > 0) return 'Something is to be decided. d ranks the options and asks why.';
  if (audiences.some(({dueAtMs}) => dueAtMs !== null && dueAtMs < nowMs)) return 'A word is overdue. p posts it.';
  if (posts.length === 0 && audiences.length > 0 && nowMs - first.atMs >= silenceMs)
    return 'Nobody outside has heard from you. p posts a word.';
  return pace === 'own' ? 'l looks, o orders; space waits until something happens.' : 'l looks, o orders, c reports.';
}

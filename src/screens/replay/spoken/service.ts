import {statusAt} from '../../../engine/run.js';
import {hourMinute} from '../../../format/clock.js';
import {printable} from '../../../format/text.js';
import {sustainedAt} from '../../../review/sustain.js';
import {aloud, sentence} from '../../../screen/aloud.js';
import {comfortable, linear} from '../../../screen/linear.js';
import {shortMinutes} from '../../../screen/signs.js';
import type {Service} from '../../../timeline/types.js';
import {dependencyLines, headLines, signalsNow, windowLines} from '../panels/service-detail.js';
import {sustainLines} from '../panels/why.js';
import {isModelled, isWhatIf, keyNumber, statusOf, type View} from '../view.js';

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

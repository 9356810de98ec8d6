import {userMinutesAt} from '../../../engine/user-minutes.js';
import {unreachable} from '../../../errors.js';
import {hourMinute} from '../../../format/clock.js';
import {grouped, userMinutes} from '../../../format/number.js';
import {printable} from '../../../format/text.js';
import {impairedMinutesAt} from '../../../review/impact.js';
import {aloud, listed} from '../../../screen/aloud.js';
import type {Happening} from '../facts.js';
import {serviceOrder} from '../panels/service-rows.js';
import {listedOf} from '../record-cursor.js';
import {isModelled, selectedHappening, type View} from '../view.js';
import {shortCard} from './card.js';
import {happeningSentence} from './happening.js';
import type {Place} from './place.js';
import {origin, serviceSentence} from './service.js';

/** The panel of the replay that has the keys, and what is selected in it. */
export function replayPlace(view: View): Place {
  const {focus, service, mitigation, recordOffset} = view.state;
  switch (focus) {
    case 'services':
      return panel({id: 'services', words: 'Services.', item: service, lines: selectedService(view)});
    case 'record':
      return panel({id: 'record', words: 'Record.', item: String(recordOffset), lines: selectedRow(view), silentOn: ['time', 'plan']});
    case 'mitigations':
      return panel({
        id: 'mitigations',
        words: 'Mitigations. Enter opens the card.',
        item: mitigation,
        lines: shortCard(view),
        silentOn: ['plan'],
      });
    case 'impact':
      return panel({id: 'impact', words: 'Impact.', item: '', lines: impactLines(view)});
    default:
      return unreachable(focus);
  }
}

const panel = (place: Place): Place => ({...place, id: `replay ${place.id}`, isPanel: true});

function selectedService(view: View): readonly string[] {
  const services = serviceOrder(view.stage.services);
  const index = services.findIndex(({id}) => id === view.state.service);
  const service = services[index];
  return service === undefined ? [] : [`${serviceSentence(view, service)} ${index + 1} of ${services.length}.`];
}

function selectedRow(view: View): readonly string[] {
  const happening = selectedHappening(view);
  if (happening === undefined) return ['Nothing is recorded.'];
  const isLater = happening.atMs > view.state.positionMs ? 'Later than now. ' : '';
  return [`${isLater}${happeningSentence(view, happening)}${countWords(view, happening)}`];
}

/** ` 12 of 141.`: which listed event it is, as the panel counts them. What the simulation says of itself is no event of the record. */
function countWords(view: View, happening: Happening): string {
  if (happening.kind === 'simulated') return '';
  const {count, rowOf} = listedOf(view);
  return ` ${grouped(rowOf(view.stage.timeline.events.indexOf(happening.event)) + 1)} of ${grouped(count)}.`;
}

/** What it costs, then the minutes not operational, service by service in one sentence, worst first. */
function impactLines(view: View): readonly string[] {
  const {now, state, stage} = view;
  const inAll = (id: string): number => now.minutesByService[id] ?? 0;
  const rows = stage.services
    .filter(({id}) => inAll(id) >= 0.5)
    .sort((a, b) => inAll(b.id) - inAll(a.id))
    .map(({id, name}) => `${printable(name)} ${grouped(impairedMinutesAt(now.run, id, state.positionMs))} of ${grouped(inAll(id))}`);
  const minutes =
    rows.length === 0 ? 'No service is ever down' : `Minutes not operational so far, of those in the whole run: ${listed(rows)}`;
  return [...costLine(view), `${minutes}. ${origin(view)}.`];
}

/** `Impact so far 60.1 billion user-minutes, in all 97.7 billion user-minutes. SIMULATED.`; nothing without a model. */
export function costLine(view: View): readonly string[] {
  if (!isModelled(view)) return [];
  const soFar = userMinutes(userMinutesAt(view.now.run, view.state.positionMs));
  return [
    aloud(
      `Impact at ${hourMinute(view.stage.timeline, view.state.positionMs)}: ${soFar} so far, ${userMinutes(view.now.userMinutes)} in all. ${origin(view)}.`,
    ),
  ];
}

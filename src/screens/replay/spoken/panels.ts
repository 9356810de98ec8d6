import {userMinutesAt} from '../../../engine/user-minutes.js';
import {unreachable} from '../../../errors.js';
import {hourMinute} from '../../../format/clock.js';
import {grouped, userMinutes} from '../../../format/number.js';
import {printable} from '../../../format/text.js';
import {impairedMinutesAt} from '../../../review/impact.js';
import {aloud, listed, sentence} from '../../../screen/aloud.js';
import {comfortable, linear} from '../../../screen/linear.js';
import {mitigationDetail} from '../panels/detail.js';
import {serviceOrder} from '../panels/services.js';
import {selectedMitigation} from '../state/answering.js';
import {breakpointForms, nextWords, wordsOf} from '../state/breakpoint-text.js';
import {hitsOf} from '../state/breakpoints.js';
import {listedOf} from '../state/cursors.js';
import type {Happening} from '../state/facts.js';
import {chosenOf, isModelled, selectedHappening, standingOf, type View} from '../state/view.js';
import type {Place} from './screens.js';
import {happeningSentence, origin, serviceSentence} from './sentences.js';

/** The mitigations: how many there are, and the card of the selected one. */
export function mitigationPlace(view: View): Place {
  const {timeline} = view.stage;
  const all = timeline.mitigations;
  const ready = all.filter(mitigation => standingOf(view, mitigation).refusal === null).length;
  const at = hourMinute(timeline, view.state.positionMs);
  const words = `Mitigations at ${at}: ${all.length}, of which ${ready} ready. Up and down arrow select, enter throws or takes back, escape closes.`;
  return {id: 'mitigations', words, item: view.state.mitigation, lines: cardLines(view), silentOn: ['plan']};
}

function cardLines(view: View): readonly string[] {
  const mitigation = selectedMitigation(view);
  if (mitigation === undefined) return [];
  const {mitigations} = view.stage.timeline;
  const title = `${mitigations.indexOf(mitigation) + 1} of ${mitigations.length}: ${printable(mitigation.title)}`;
  return [sentence(aloud(title)), ...withWorth(linear(mitigationDetail(view, mitigation, comfortable).slice(1)))];
}

/** Its name, whether it can be thrown, and what that would save. */
export const shortCard = (view: View): readonly string[] =>
  cardLines(view).filter((line, index) => index === 0 || /^(?:now|thrown now|useful): /.test(line));

const against = 'SIMULATED: ';

/** What it would save and against what as one sentence; what it stands against says nothing while the saving is not known. */
function withWorth(lines: readonly string[]): readonly string[] {
  return lines.flatMap((line, index) => {
    if (line.startsWith(against)) return [];
    const next = lines[index + 1];
    return line.startsWith('thrown now: ') && next?.startsWith(against)
      ? [`${line.slice(0, -1)}, ${next.slice(against.length, -1)}. SIMULATED.`]
      : [line];
  });
}

/** The list of breakpoints, into which one types: what is chosen, and how many there are. */
export function breakpointPlace(view: View): Place {
  const {state, stage, now} = view;
  const {breakpoints} = state;
  const index = chosenOf(view, breakpoints.length);
  const chosen = breakpoints[index];
  const words = aloud(
    `Breakpoints: where playing stops. It takes: ${breakpointForms(stage)}. Enter sets what is typed, control X removes the chosen one, escape closes.`,
  );
  if (chosen === undefined) return {id: 'breakpoints', words, item: '', lines: ['None is set: nothing stops playing.']};
  const when = nextWords(stage, hitsOf(now.run, chosen), state.positionMs);
  const line = `${wordsOf(stage, chosen)}, ${when}. ${index + 1} of ${breakpoints.length}`;
  return {id: 'breakpoints', words, item: `${index} of ${breakpoints.length}`, lines: [sentence(aloud(line))]};
}

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

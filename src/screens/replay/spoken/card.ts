import {hourMinute} from '../../../format/clock.js';
import {printable} from '../../../format/text.js';
import {aloud, sentence} from '../../../screen/aloud.js';
import {comfortable, linear} from '../../../screen/linear.js';
import {mitigationDetail} from '../panels/mitigation-detail.js';
import {selectedMitigation} from '../questions-of.js';
import {standingOf, type View} from '../view.js';
import type {Place} from './place.js';

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

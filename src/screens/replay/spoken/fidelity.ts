import {printable} from '../../../format/text.js';
import {edgeClasses, type FidelityEdge} from '../../../review/fidelity.js';
import {aloud, sentence} from '../../../screen/aloud.js';
import {comfortable, linear} from '../../../screen/linear.js';
import {agreement, fidelityIn, shortStamp, titleOf} from '../panels/fidelity.js';
import type {View} from '../view.js';

/** How far the model agrees, class by class, then every edge. */
export function fidelityLines(view: View): readonly string[] {
  const fidelity = fidelityIn(view);
  if (fidelity === undefined) return [];
  if (fidelity.edges.length === 0) return ['This file names no published window that its model can show.'];
  return [
    ...linear(agreement.lines(view, comfortable, edgeClasses.length)),
    ...edgeClasses.flatMap(name => fidelity.edges.filter(edge => edge.class === name).map(edge => edgeSentence(view, edge))),
  ];
}

function edgeSentence({stage}: View, edge: FidelityEdge): string {
  const {timeline} = stage;
  const {simulatedAtMs, errorMinutes, publishedAtMs} = edge;
  const off =
    errorMinutes === null
      ? ''
      : errorMinutes === 0
        ? ', to the minute'
        : `, ${Math.abs(errorMinutes).toFixed(1)} min ${errorMinutes < 0 ? 'early' : 'late'}`;
  const simulated = simulatedAtMs === null ? 'never' : shortStamp(timeline, simulatedAtMs);
  const fitted = edge.parameter === null ? '' : `, by ${printable(edge.parameter)}`;
  const words = `${titleOf(timeline, edge)}, ${edge.edge}: FACT ${shortStamp(timeline, publishedAtMs)}, SIMULATED ${simulated}${off}; ${edge.class}${fitted}, ${edge.confidence}`;
  return sentence(aloud(words));
}

import {type Line, rule, span} from '../../line.js';
import type {PanelView} from '../../panels/panel.js';
import {prose} from '../../panels/prose.js';
import type {LabAction, LabState} from '../state.js';
import {lastTold} from '../view.js';

/** What the last step did and what that means. Its title is the step itself. */
export const told: PanelView<LabState, LabAction> = {
  title(state, width) {
    const step = lastTold(state);
    if (step === null) return rule(width, [{at: 1, span: span('THE START', 'bold')}]);
    const label = `${step.step}  ${step.label}`;
    let at = label.length + 4;
    const badges = step.badges.map(badge => {
      const word = {at, span: span(badge, badge === 'GOES BACKWARDS' ? ('partial' as const) : ('major' as const))};
      at += badge.length + 3;
      return word;
    });
    return rule(width, [{at: 1, span: span(label, 'bold')}, ...badges]);
  },
  need: (state, width) => toldLines(state, width).length,
  lines: (state, width) => toldLines(state, width),
};

export function toldLines(state: LabState, width: number): readonly Line[] {
  const step = lastTold(state);
  const note = state.replay?.notes.get(state.position.path.length);
  const above = note === undefined ? [] : prose(note, width, 'accent');
  if (step !== null) return [...above, ...prose(step.sentences.join(' '), width)];
  return [...above, ...prose(startWords(state), width)];
}

const startWords = ({replay, position}: LabState): string =>
  replay !== null
    ? 'A healthy system: plan 1 is live and resolves. → does the first step, space plays them all.'
    : `A healthy system: plan 1 is live and resolves. ${position.model.rules.size.enactors > 1 ? 'A number does a step; x has exercises, r shows how it breaks.' : 'A number does a step.'}`;

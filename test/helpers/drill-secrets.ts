import {isRevealed, type Viewer, visible} from '../../src/drill/play/visibility.js';
import type {Setup} from '../../src/drill/scenario/setup.js';
import type {DrillState} from '../../src/drill/scenario/state.js';

/** A text of the scenario, and whether somebody may read it now. */
export type Secret = {readonly text: string; readonly isOpen: boolean};

/** Every text of a scenario that somebody may not always read. */
export function secretsOf(setup: Setup, state: DrillState, viewer: Viewer): readonly Secret[] {
  const {drill, timeline} = setup;
  const sees = (item: Parameters<typeof visible>[3]): boolean => visible(setup, state, viewer, item);
  const never = (texts: readonly string[]): readonly Secret[] => texts.map(text => ({text, isOpen: isRevealed(state, 'mechanism')}));
  const messages = state.messages.filter(message => sees({kind: 'message', message})).map(({inject}) => inject);
  const words = state.looks.filter(look => sees({kind: 'look', look})).flatMap(look => look.words);
  return [
    ...drill.msel.map(({id, text}) => ({text, isOpen: messages.includes(id)})),
    ...Object.entries(setup.twin?.texts ?? {}).map(([id, text]) => ({text, isOpen: messages.includes(id)})),
    ...drill.panels.flatMap(({says}) => says.map(({text}) => ({text, isOpen: words.includes(text)}))),
    ...drill.panels.flatMap(panel => panel.readings.map(({label}) => ({text: label, isOpen: sees({kind: 'panel', panel})}))),
    ...drill.decisions.flatMap(decision => {
      const isOpen = state.decisions[decision.id] !== undefined && sees({kind: 'decision', decision});
      return [decision.title, decision.seen, ...decision.options.map(({text}) => text)].map(text => ({text, isOpen}));
    }),
    ...drill.hints.flatMap(({decision, levels}) =>
      levels.map((text, index) => ({
        text,
        isOpen: state.hints.some(hint => hint.decision === decision && hint.level === index + 1 && sees({kind: 'hint', hint})),
      })),
    ),
    ...drill.palette.map(({id, title}) => {
      const isOrdered = state.orders.some(order => order.action === id && sees({kind: 'order', order}));
      return {text: title, isOpen: isOrdered || sees({kind: 'palette'})};
    }),
    ...drill.facts.map(fact => ({text: fact.text, isOpen: sees({kind: 'fact', fact})})),
    ...drill.scenes.map(({id, spoken}) => ({text: spoken, isOpen: id === state.scene})),
    ...drill.policies.map(({title}) => ({text: title, isOpen: isRevealed(state, 'best')})),
    ...never([
      ...drill.scenes.map(({title}) => title),
      ...drill.msel.map(({expect: expected}) => expected),
      ...drill.decisions.flatMap(({options, experts}) => [...options.map(({effect}) => effect), ...experts.map(({reason}) => reason)]),
      ...drill.twins.flatMap(({id, title, texts}) => [id, title, ...Object.values(texts)]),
      ...drill.debrief.map(({question}) => question),
      timeline.incident.title,
      ...timeline.events.map(({title}) => title),
    ]),
  ];
}

/** The texts that somebody may not read now, and that stand in no text that is open. */
export function forbidden(secrets: readonly Secret[], open: string): readonly string[] {
  const read = [open, ...secrets.filter(({isOpen}) => isOpen).map(({text}) => text)].join('\n');
  return secrets.filter(({text, isOpen}) => !isOpen && text.length > 3 && !read.includes(text)).map(({text}) => text);
}

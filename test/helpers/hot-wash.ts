import {hotWashOf} from '../../src/drill/play/hot-wash.js';
import type {Input} from '../../src/drill/play/input.js';
import {observe} from '../../src/drill/play/observe.js';
import {playOf} from '../../src/drill/play/play.js';
import {revealing} from '../../src/drill/report/reveal.js';
import {hotWashProgram} from '../../src/screens/hot-wash/program.js';
import {alone, on} from './drill-screens.js';

/** The hot wash of the small drill for one person, when its story is told and the reveal has begun. */
const told: readonly Input[] = [
  ...([{type: 'start-ex'}, on(14), {type: 'end-ex'}] as const),
  ...([{type: 'tell', scene: 'S1', text: 'The name was empty.'}, {type: 'lock-story'}, {type: 'reveal'}] as const),
];

export function hotWashAfter(inputs: readonly Input[] = told) {
  const play = playOf(alone);
  for (const input of inputs) play.take(input, 0);
  const [seat] = alone.seats;
  if (seat === undefined) throw new Error('a drill alone has a seat');
  const reveals = revealing(alone);
  return hotWashProgram({
    after: () => hotWashOf(alone, play.state(), seat),
    reveal: () => observe(alone, play.state(), {kind: 'seat', seat}, reveals).reveal,
    send: input => play.take(input, 0),
    journal: 'quiet-sunday.jsonl',
    theme: 'dark',
  });
}

import {describe, expect, it} from 'vitest';
import {flagsOf, hotWashOf} from '../../src/drill/play/hot-wash.js';
import {playOf} from '../../src/drill/play/play.js';
import {passSolo, rateOf, takeSolo, waitSolo} from '../../src/drill/play/solo-play.js';
import {drillOf} from '../../src/drill/scenario/scenario.js';
import {setUp} from '../../src/drill/scenario/setup.js';
import {minuteMs, played, setUpSmall} from '../helpers/drill.js';
import {flagship, prepared} from '../helpers/flagship.js';

const started = () => {
  const play = playOf(setUpSmall({variant: '30'}));
  play.take({type: 'start-ex'}, 0);
  return play;
};
const minuteOf = (play: ReturnType<typeof started>): number => (play.state().nowMs - play.setup.drill.startsAtMs) / minuteMs;

describe('a drill alone', () => {
  it('waits until something happens, in one step of the journal', () => {
    const play = started();
    expect(waitSolo(play, null, 0)).toBe('3 min later: a message.');
    expect(play.entries().map(({input}) => input)).toEqual([{type: 'start-ex'}, {type: 'advance', byMs: 3 * minuteMs}]);
    expect(waitSolo(play, null, 0)).toBe('10 min later: something is to be decided.');
    expect(waitSolo(play, 1, 0)).toBe('1 min later: a message.');
    expect(waitSolo(play, 5, 0)).toBe('5 min later: nothing new.');
    waitSolo(play, null, 0);
    expect(waitSolo(play, 60, 0)).toBe('1 h later: nothing new. Look again, or act: little comes to who waits.');
  });

  it('acts take their minutes, refused ones none, thinking none', () => {
    const play = started();
    waitSolo(play, null, 0);
    expect(takeSolo(play, {type: 'look', seat: 'you', panel: 'resolver'}, 0)).toBe(null);
    expect(minuteOf(play)).toBe(5);
    expect(takeSolo(play, {type: 'look', seat: 'you', panel: 'nowhere'}, 0)).toContain('no panel');
    expect(takeSolo(play, {type: 'believe', seat: 'you', hypothesis: 'name-gone', probability: 0.5, because: ''}, 0)).toBe(null);
    expect(minuteOf(play)).toBe(5);
  });

  it('acknowledges what comes for anybody', () => {
    const play = started();
    waitSolo(play, null, 0);
    expect(takeSolo(play, {type: 'acknowledge', seat: 'you', message: 'Q-01'}, 0)).toBe(null);
  });

  it('ends where the last scene ends', () => {
    const play = started();
    expect(passSolo(play, 24 * 60 * minuteMs, 0)).toBe('EndEx.');
    expect(play.state().phase).toBe('hotWash');
    expect(play.state().nowMs).toBe(play.setup.drill.endsAtMs);
  });

  it('scenes follow each other, with the time between them said', () => {
    const drill = drillOf(flagship);
    if (drill === null) throw new Error('the flagship has a drill');
    const play = playOf(setUp(flagship, drill, {variant: '30', twin: null, seed: 1, policy: 'hold'}, () => prepared));
    play.take({type: 'start-ex'}, 0);
    const [first, second] = play.setup.variant.scenes;
    const endOf = (id: string | undefined) => drill.scenes.find(scene => scene.id === id)?.endsAtMs ?? 0;
    const said = passSolo(play, endOf(first?.scene) - play.state().nowMs, 0);
    expect(said).toMatch(/^1 h 35 min later\./);
    expect(play.state().scene).toBe(second?.scene);
    passSolo(play, endOf(second?.scene) - play.state().nowMs, 0);
    expect(play.state().phase).toBe('hotWash');
  });

  /** The 30 minutes alone, a moment before the first scene ends. */
  const lateInFirstScene = (minutesBefore: number) => {
    const drill = drillOf(flagship);
    if (drill === null) throw new Error('the flagship has a drill');
    const play = playOf(setUp(flagship, drill, {variant: '30', twin: null, seed: 1, policy: 'hold'}, () => prepared));
    play.take({type: 'start-ex'}, 0);
    const endMs = drill.scenes.find(({id}) => id === play.state().scene)?.endsAtMs ?? 0;
    play.take({type: 'advance', byMs: endMs - minutesBefore * minuteMs - play.state().nowMs}, 0);
    return play;
  };

  it('a scene does not end unasked while something is to be decided', () => {
    const play = lateInFirstScene(2);
    const {scene} = play.state();
    expect(waitSolo(play, null, 0)).toMatch(/^The scene ends here, and something is still to be decided/);
    expect(play.state().scene).toBe(scene);
    expect(waitSolo(play, null, 0)).toMatch(/^1 h 35 min later\./);
    expect(play.state().scene).not.toBe(scene);
  });

  it('an act with which a scene ends says how much went by', () => {
    const play = lateInFirstScene(1);
    const told: string[] = [];
    expect(takeSolo(play, {type: 'look', seat: 'you', panel: 'names'}, 0, words => told.push(words))).toBe(null);
    expect(told).toEqual([expect.stringMatching(/^1 h 35 min later\./)]);
  });

  it('the story of a scene stands beside what came in it; scenes in which nothing came are not asked about', () => {
    const play = lateInFirstScene(1);
    passSolo(play, 2 * minuteMs, 0);
    play.take({type: 'end-ex'}, 0);
    const [seat] = play.setup.seats;
    if (seat === undefined) throw new Error('no seat');
    const {scenes, own, questions} = hotWashOf(play.setup, play.state(), seat);
    expect(scenes.flatMap(scene => scene.own)).toEqual(own);
    expect(scenes[0]?.own.at(-1)?.atMs).toBeLessThan(scenes[1]?.own[0]?.atMs ?? 0);
    expect(questions.map(({key}) => key)).toEqual([null, null, 'surprise', 'ours']);
    play.take({type: 'tell', scene: 'surprise', text: 'the clock'}, 0);
    expect(hotWashOf(play.setup, play.state(), seat).questions[2]?.answer).toBe('the clock');
  });

  it('the clock policy says what thinking costs, and stands on what is kept', () => {
    const {setup} = started();
    const idle = played(setup, [{type: 'start-ex'}]);
    const deciding = played(setup, [{type: 'start-ex'}, {type: 'advance', byMs: 30 * minuteMs}]);
    expect([rateOf('hold', deciding), rateOf('tax', idle), rateOf('tax', deciding), rateOf('run', idle)]).toEqual([0, 0, 4, 1]);
    expect(rateOf('run', played(setup, [{type: 'halt'}], deciding))).toBe(0);
    expect(flagsOf(setup, deciding)).toEqual(['clock: hold', 'familiar: 0/1', 'hints: 0']);
    const marked = played(
      setup,
      [
        {type: 'mark', as: 'practice'},
        {type: 'recognise', seat: 'you'},
      ],
      deciding,
    );
    expect(flagsOf(setup, marked)).toEqual(['clock: hold', 'familiar: 1/1', 'practice', 'hints: 0']);
  });

  it('after EndEx shows the own timeline, and nothing of the reveal', () => {
    const play = started();
    waitSolo(play, null, 0);
    takeSolo(play, {type: 'look', seat: 'you', panel: 'resolver'}, 0);
    play.take({type: 'end-ex'}, 0);
    const [seat] = play.setup.seats;
    if (seat === undefined) throw new Error('no seat');
    const after = hotWashOf(play.setup, play.state(), seat);
    expect(after.own.map(({what, text}) => [what, text])).toEqual([
      ['heard', 'Error rate high.'],
      ['looked', 'Resolver'],
    ]);
    expect(after.open).toEqual([]);
    expect(after.scenes).toMatchObject([{id: 'S1', spoken: 'It is Sunday night.', story: '', own: after.own}]);
  });
});

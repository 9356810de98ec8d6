import {describe, expect, it} from 'vitest';
import {prepare, simulate} from '../../../src/engine/simulate.js';
import {codeOf} from '../../../src/race/code.js';
import {labelOf} from '../../../src/race/label.js';
import {toldStep} from '../../../src/race/narrate.js';
import {retold, take} from '../../../src/race/position.js';
import {labAt, nightRaceOf} from '../../../src/screens/race-lab/night.js';
import {flagship, night, prepared} from '../../helpers/flagship.js';

const {history} = prepared;

describe('the lab from a moment of the night', () => {
  it.each([
    {at: '23:10', steps: 0, why: 'the race has not begun'},
    {at: '23:31', steps: 4, why: 'az1 has its pass, and a newer plan is made'},
    {at: '23:46', steps: 5, why: 'more and newer plans are made'},
    {at: '23:47', steps: 7, why: 'az2 has taken one of them, and its pass'},
    {at: '23:48', steps: 10, why: 'the record is empty'},
    {at: '02:00', steps: 10, why: 'and stays so'},
  ])('at $at it has come to step $steps: $why', ({at, steps}) => {
    const {position, rest = []} = labAt(history, night(at));
    expect([position.path.length, rest.length]).toEqual([steps, 10 - steps]);
  });

  it('is the shortest story there is, with the names and plans of the night', () => {
    const {position, replay} = labAt(history, night('23:50'));
    expect(codeOf(position)).toBe('3-4-1-2-none-4114422212-mb');
    expect(replay?.title).toBe('the night (E1=az1, E2=az2; plan 2=46, 4=62)');
    expect(replay?.notes.get(9)).toBe("23:47:48 PDT, the run's log: az1 does not look again. It writes plan 46 over plan 62 on regional.");
  });

  it('says why it opens the race in general', () => {
    const record = prepare({...flagship, model: null}).history;
    expect(labAt(record, night('23:48')).notice).toContain('has no DNS automation');
    const fenced = simulate(prepared, [{op: 'add', mitigation: 'dns-fence-at-commit', atMs: night('23:10')}]);
    expect(nightRaceOf(fenced)).toBeNull();
    expect(labAt(fenced, night('23:48'))).toMatchObject({notice: expect.stringContaining('In this run no record is emptied')});
  });
});

describe('the run and the lab use the same words', () => {
  /** Every sentence, without the names and the numbers. */
  const plain = (text: string): readonly string[] =>
    text
      .replace(/\baz\d\b|\bE\d\b/g, 'E')
      .replace(/ on regional|regional (?=record)/g, '')
      .replace(/ with the answer from step \d+/g, '')
      .replace(/The record/g, 'the record')
      .replace(/\d+/g, 'N')
      .toLowerCase()
      .split(/(?<=[.:?]) /);

  const sentencesOfLab = (): Set<string> => {
    const {position} = labAt(history, night('23:50'));
    const before = retold(position.model, position.path);
    const told = position.path.map((action, index) => toldStep(before[index] ?? position, action));
    return new Set(told.flatMap(({sentences}) => sentences.flatMap(plain)));
  };

  it('for the stale write and the clean-up, sentence by sentence', () => {
    const known = sentencesOfLab();
    for (const {text} of history.log.slice(0, 2)) expect(plain(text).filter(sentence => !known.has(sentence))).toEqual([]);
  });

  it('for the write that fails', () => {
    const {position} = labAt(history, night('23:50'));
    const next = (from: typeof position, name: string, enactor: number) => {
      const action = from.model.actions.find(each => each.name === name && each.enactor === enactor);
      return action === undefined ? from : take(from, action);
    };
    const picked = next(next(position, 'clean', 0), 'pick', 2);
    const check = picked.model.actions.find(({name, enactor}) => name === 'check' && enactor === 2);
    const told = check === undefined ? [] : toldStep(picked, check).sentences.flatMap(plain);
    expect(plain(history.log[2]?.text ?? '').filter(sentence => !told.includes(sentence))).toEqual([]);
    expect(labelOf(picked.model.rules, picked.state, {name: 'check', enactor: 2} as never)).toContain('4 is newer than 2');
  });
});

import {describe, expect, it} from 'vitest';
import {width} from '../../../src/format/text.js';
import {lessons} from '../../../src/learn/index.js';
import {beginning, exerciseOf, type Walk, walked} from '../../../src/learn/walk.js';
import {toAscii} from '../../../src/screen/ascii.js';
import {learnProgram} from '../../../src/screens/learn/program.js';
import {isList, listAt} from '../../../src/screens/learn/state.js';
import {size} from '../../helpers/console.js';
import {knowing, learnScreen, play, stepOf, walkAt, wrong} from '../../helpers/learn.js';
import {shown} from '../../helpers/program.js';

const small = size('80x24');
const textOf = (rows: readonly string[]): string => `${rows.map(row => row.trimEnd()).join('\n')}\n`;

/** Every stage of a way through the lessons, with what is filled in where something is asked. */
function stagesOf(from: Walk, answerTo: typeof knowing, until: (walk: Walk) => boolean): readonly Walk[] {
  const stages: Walk[] = [];
  play(from, answerTo, walk => {
    stages.push(walk);
    return until(walk);
  });
  return stages;
}

const isDone = ({stage}: Walk): boolean => stage.type === 'done';
const isExplained = ({stage}: Walk): boolean => stage.type === 'explained';

describe('the screen of learn', () => {
  it('begins with the list of lessons', async () => {
    await expect(textOf(learnScreen(beginning(7), small, {overlay: listAt(0, true)}))).toMatchFileSnapshot(
      '../../golden/learn-start-80x24.txt',
    );
  });

  it('shows its keys', async () => {
    const learning = shown(learnProgram(beginning(7), 'dark'));
    learning.press('?');
    await expect(textOf(learning.rows())).toMatchFileSnapshot('../../golden/learn-help-80x24.txt');
  });

  it.each(lessons)('asks $id', async ({id}) => {
    const asking = play(walkAt(id, 7), knowing, walk => {
      const step = walk.stage.type === 'page' ? exerciseOf(walk).step(walk.given) : null;
      return step !== null && (step.question?.check !== undefined || isList({exercise: exerciseOf(walk), step}));
    });
    const step = stepOf(exerciseOf(asking), asking.given);
    await expect(textOf(learnScreen(asking, small, {draft: knowing(step)}))).toMatchFileSnapshot(`../../golden/learn-${id}-80x24.txt`);
  });

  it.each(lessons)('tells how $id was', async ({id}) => {
    const told = play(walkAt(id, 7), knowing, ({stage}) => stage.type === 'told');
    await expect(textOf(learnScreen(told, small))).toMatchFileSnapshot(`../../golden/learn-${id}-told-80x24.txt`);
  });

  it('shows a card after a lesson', async () => {
    const card = play(walkAt('loop', 7), knowing, ({stage}) => stage.type === 'card');
    await expect(textOf(learnScreen(card, small))).toMatchFileSnapshot('../../golden/learn-card-80x24.txt');
  });

  it('is as large as the terminal in every line, and says what to do next', () => {
    const stages = [3, 8].flatMap(seed => stagesOf(beginning(seed), knowing, isDone));
    for (const on of [small, size('120x40'), size('200x60'), size('60x20')]) {
      for (const walk of stages) {
        const rows = learnScreen(walk, on);
        expect(rows).toHaveLength(on.rows);
        expect(rows.filter(row => width(row) !== on.columns)).toEqual([]);
        if (on.columns < 80) continue;
        expect(rows[1]).toMatch(/^ ▶ \S.*\.\s*$/);
        expect(rows.at(-1)).toMatch(/quit/);
        expect(rows[0]).toContain('EXERCISE');
        expect(rows[0]).toContain('SIMULATED');
      }
    }
  });

  it('holds every page and every word of it at 80x24', {timeout: 60_000}, () => {
    const right = Array.from({length: 12}, (_, seed) => stagesOf(beginning(seed + 1), knowing, isDone)).flat();
    const missed = lessons.flatMap(({id}) => stagesOf(walkAt(id, 6), wrong, isExplained));
    for (const walk of [...right, ...missed]) {
      const {stage} = walk;
      const step = stage.type === 'page' ? stepOf(exerciseOf(walk), walk.given) : null;
      const text = learnScreen(walk, small, step === null ? {} : {draft: knowing(step)})
        .join(' ')
        .replace(/\s+/g, ' ');
      const told =
        stage.type === 'told' ? (stage.isLastTry || stage.verdict.grade === 'right' ? [stage.verdict.truth, stage.verdict.why] : []) : [];
      const words = [
        ...(step?.says ?? []),
        ...(step?.fields.map(({label}) => label).filter(() => (step.fields.length > 1 ? true : step.fields[0]?.kind !== 'choice')) ?? []),
        ...(step?.fields.length === 1 && step.fields[0]?.kind === 'choice' ? step.fields[0].options.map(option => option.text) : []),
        ...told,
      ];
      for (const wanted of words) expect(text, walk.stage.type).toContain(wanted.replace(/\s+/g, ' ').trim());
    }
  });

  it('has a likeness in ASCII for every character', () => {
    for (const walk of stagesOf(beginning(5), knowing, isDone)) {
      const rows = learnScreen(walk, small);
      const marks = (lines: readonly string[]) => lines.join('').split('?').length;
      expect(marks(rows.map(toAscii))).toBe(marks(rows));
    }
  });

  it('keeps the picture beside a hint', () => {
    const missed = play(walkAt('console', 7), wrong, ({stage}) => stage.type === 'told');
    const text = textOf(learnScreen(missed, small));
    expect(text).toContain('✖ Not yet.');
    expect(text).toContain('requests that fail');
    expect(text).not.toContain('normal is');
  });

  it('explains after two misses', async () => {
    const explained = play(walkAt('caches', 7), wrong, isExplained);
    await expect(textOf(learnScreen(explained, small))).toMatchFileSnapshot('../../golden/learn-explained-80x24.txt');
    expect(walked(explained, exerciseOf(explained), {type: 'on'}).stage.type).toBe('page');
  });

  it('says what it needs where the screen is too small', () => {
    expect(textOf(learnScreen(beginning(1), size('60x20')))).toContain('needs 80x24, has 60x20');
  });
});

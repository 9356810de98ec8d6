import {readFileSync} from 'node:fs';
import {describe, expect, it} from 'vitest';
import {drillProblems} from '../../src/drill/lint/lint.js';
import {playPolicy} from '../../src/drill/report/policy.js';
import {type Drill, drillOf} from '../../src/drill/scenario/scenario.js';
import {setUp} from '../../src/drill/scenario/setup.js';
import {issuesOf, loadTimeline} from '../../src/import/load.js';

const document = readFileSync(new URL('../../timelines/DRILL.md', import.meta.url), 'utf8');
const [example = ''] = [...document.matchAll(/```jsonc\n([\s\S]*?)```/g)].map(([, text]) => text as string);
const timeline = loadTimeline('example', example);
const drill = drillOf(timeline) as Drill;
const play = (policy: string, twin: string | null = null) => {
  const setup = setUp(timeline, drill, {variant: '25', twin, seed: 1, policy: 'hold'});
  const found = drill.policies.find(({id}) => id === policy);
  if (found === undefined) throw new Error(`no policy ${policy}`);
  return playPolicy(setup, found).state;
};
const delivered = (state: ReturnType<typeof play>): readonly string[] => state.messages.map(({id}) => id);

describe('the example of the author’s document', () => {
  it('has six injects, and nothing to be said against it', () => {
    expect(drill.msel).toHaveLength(6);
    expect(issuesOf(example, drillProblems)).toEqual([]);
  });

  it('plays as that morning went', () => {
    const state = play('history');
    for (const {id, kind, atMs} of drill.msel.filter(({kind}) => kind === 'contextual')) {
      const off = Math.abs((state.rows[id]?.deliveredAtMs ?? Number.POSITIVE_INFINITY) - atMs);
      expect([id, kind, off <= 5 * 60_000]).toEqual([id, kind, true]);
    }
  });

  it('changes with what people do: the best known plan meets fewer of its injects', () => {
    expect(delivered(play('best'))).not.toContain('Q-4');
    expect(play('best').rows['Q-6']?.deliveredAtMs ?? 0).toBeLessThan(play('history').rows['Q-6']?.deliveredAtMs ?? 0);
  });

  it('begins alike in its twins, and is mended by another action', () => {
    expect(play('best').orders.map(({action}) => action)).toEqual(['more-workers']);
    expect(play('best', 'V1').orders.map(({action}) => action)).toContain('roll-back');
    for (const twin of ['V1', 'V2']) {
      expect(delivered(play('best', twin))[0]).toBe('Q-1');
      expect(delivered(play('best', twin)).at(-1)).toBe('Q-6');
    }
  });
});

it('the document has a table for every part of a drill, and says every condition', () => {
  for (const part of ['drill.msel[]', 'drill.decisions[]', 'drill.palette[]', 'drill.twins[]', 'drill.policies[]', 'drill.variants[]'])
    expect(document).toContain(`<!-- fields of ${part} -->\n\n| field |`);
  for (const condition of ['signal', 'reached', 'since', 'ordered', 'decided', 'posted', 'held', 'all', 'any', 'not'])
    expect(document).toContain(`\`${condition}\``);
});

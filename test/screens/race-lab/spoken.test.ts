import {describe, expect, it} from 'vitest';
import {labAt} from '../../../src/screens/race-lab/night.js';
import {labProgram} from '../../../src/screens/race-lab/program.js';
import {night, prepared} from '../../helpers/flagship.js';
import {listen} from '../../helpers/listener.js';
import {heard} from '../../helpers/program.js';

const listening = () => heard(labProgram(labAt(prepared.history, night('23:49')), 'dark', {isGuest: true}));

/** What is said at first and after each key, once everything that is being worked out is there. */
function transcript(script: string): string {
  const listener = listening();
  const said = [listener.news() + after(listener.pass(0))];
  for (const key of script.split(' ')) said.push(`> ${key}\n${listener.press(key)}${after(listener.pass(0))}`);
  return `${said.join('\n\n')}\n`;
}
const after = (text: string): string => (text === '' ? '' : `\n${text}`);

describe('the lab, heard', () => {
  it.each([
    {name: 'by-hand', script: 'left e 2 u c escape x 2 enter 4 1 x 3 enter down enter'},
    {name: 'protections', script: '0 right e p down space c escape g 3 x backspace enter escape s h y escape ? escape i'},
  ])('$name', async ({name, script}) => {
    await expect(transcript(script)).toMatchFileSnapshot(`../../golden/spoken-lab-${name}.txt`);
  });

  it('tells every step while a story plays', () => {
    const listener = listening();
    listener.press('0', 'space');
    expect(listener.pass(1500)).toContain('Step 1: Plan 2.');
    expect(listener.pass(1500)).toContain('Step 2: E1 Pick 2.');
  });

  it('can be left, and quits', () => {
    for (const key of ['escape', 'q']) {
      const listener = listening();
      listener.press(key);
      expect(listener.hasEnded()).toBe(true);
    }
  });

  it('comes back to the replay, which stands where it was left', () => {
    const listener = listen(prepared, night('23:49'));
    listener.heard();
    expect(listener.press('6').flat().join(' ')).toContain('Replay of the night');
    const back = listener.press('escape').flat();
    expect(back[0]).toBe('Back to the replay.');
    expect(back.join(' ')).toContain('23:49');
    expect(listener.press('right').flat().join(' ')).toContain('23:51');
  });
});

import {describe, expect, it} from 'vitest';
import {night, prepared} from '../../helpers/flagship.js';
import {listen, transcript} from '../../helpers/listener.js';

describe('the lab, heard', () => {
  it.each([
    {name: 'by-hand', script: '6 left e 2 u c escape x 2 enter 4 1 escape escape'},
    {name: 'protections', script: '6 0 right e p down space c escape g 3 x backspace enter escape s h y escape ? escape i'},
  ])('$name', async ({name, script}) => {
    await expect(transcript(prepared, night('23:49'), script)).toMatchFileSnapshot(`../../golden/spoken-lab-${name}.txt`);
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

  it('quits from the lab too', () => {
    const listener = listen(prepared, night('23:49'));
    listener.press('6', 'q');
    expect(listener.hasQuit()).toBe(true);
  });
});

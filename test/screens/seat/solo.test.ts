import {afterEach, describe, expect, it} from 'vitest';
import {type Play, playOf} from '../../../src/drill/play/play.js';
import {SoloApp} from '../../../src/screens/seat/solo-app.js';
import {setUpSmall} from '../../helpers/drill.js';
import {pretend} from '../../helpers/pretend.js';

const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

/** The small drill for one person, on a pretend terminal. */
function open() {
  const play = playOf(setUpSmall({variant: '30'}));
  const [seat] = play.setup.seats;
  if (seat === undefined) throw new Error('no seat');
  const screen = pretend(looks => <SoloApp play={play} seat={seat} wallMs={() => play.state().wallMs + 1000} looks={looks} />);
  closers.push(screen.close);
  return {...screen, play};
}

/** As far as the decision, with everything acknowledged. */
async function opened() {
  const drill = open();
  drill.press('enter');
  await expect.poll(drill.text).toContain('All is quiet');
  drill.press('space');
  await expect.poll(drill.text).toContain('a message');
  return drill;
}

const erased = (characters: number): readonly string[] => Array.from({length: characters}, () => '\u007f');
const minuteOf = (play: Play): number => (play.state().nowMs - play.setup.drill.startsAtMs) / 60_000;

describe('a drill alone', () => {
  it('6: one key begins it, after the brief; the first page comes with the next', async () => {
    const {play} = await opened();
    expect(play.state().messages.map(({id}) => id)).toEqual(['Q-01']);
    expect(minuteOf(play)).toBe(3);
  });

  it('12: a belief with its probability and evidence takes at most 12 keys', async () => {
    const {press, text, play} = await opened();
    press('l', '1');
    await expect.poll(text).toContain('NOERROR');
    const keys = ['b', '1', '7', '0', 'enter', 'enter'];
    press(...keys);
    await expect.poll(text).toContain('70 %');
    expect(keys.length).toBeLessThanOrEqual(12);
    expect(play.state().beliefs).toMatchObject([{hypothesis: 'name-gone', probability: 0.7, because: 'Resolver, 23:48'}]);
  });

  it('a look costs two minutes and shows the moment before them', async () => {
    const {press, text, play} = await opened();
    press('l', '1');
    await expect.poll(text).toContain('23:48, 2 min ago');
    expect(minuteOf(play)).toBe(5);
  });

  it('10: decides with a ranking and a reason, and nothing follows before both are there', async () => {
    const {press, text, play} = await opened();
    press('space', 'd');
    await expect.poll(text).toContain('ranking');
    press('enter', 'enter');
    await expect.poll(text).toContain('Type numbers from 1 to 2');
    press('2', '1', 'enter', 'why', 'enter');
    await expect.poll(text).toContain('Say why, in a sentence');
    expect(play.state().orders).toEqual([]);
    press(' nothing else may write there', 'enter');
    await expect.poll(text).toContain('Decided, with your reason');
    const committed = play.state().decisions['DP-04']?.committed;
    expect(committed).toMatchObject({reason: 'why nothing else may write there'});
    expect(committed?.ranking[0]).toBe(committed?.option);
    expect(committed?.ranking).toHaveLength(2);
    expect(play.state().orders.length).toBeGreaterThan(0);
  });

  it('11: orders from the whole palette with a card, one order at a time for the hands', async () => {
    const {press, text, play} = await opened();
    press('o', 'down');
    await expect.poll(text).toMatch(/Stop the automation[\s\S]*Write the record by hand[\s\S]*Restart the automation/);
    press('enter', 'enter', 'enter', 'enter', 'enter');
    await expect.poll(text).toContain('Ordered: it works in');
    expect(play.state().orders).toHaveLength(1);
    expect(play.state().orders[0]?.card.check).not.toBe('');
    press('o', '1');
    await expect.poll(text).toMatch(/one order at a time|It has been ordered/);
    press('escape');
    await expect.poll(text).toContain('MESSAGES');
    press('x', '1');
    await expect.poll(text).toContain('called off');
    expect(play.state().orders[0]?.isCancelled).toBe(true);
  });

  it('13: a word with an end time is not sent; with its parts it is, and begins with EXERCISE', async () => {
    const {press, text, play} = await opened();
    press('p', 'enter', 'requests fail', 'enter', 'all customers', 'enter', 'fixed in 30 minutes', 'enter', 'enter');
    await expect.poll(text).toContain('It promises an end');
    expect(play.state().posts).toEqual([]);
    press('up', ...Array.from({length: 19}, () => '\u007F'), 'we look into it', 'enter');
    await expect.poll(text).toContain('EXERCISE – not a real incident. Requests fail. All customers. We look into it.');
    press('enter');
    await expect.poll(text).toContain('Posted.');
    expect(play.state().posts).toMatchObject([{audience: 'public', impact: 'requests fail', doing: 'we look into it', nextMinutes: 20}]);
  });

  it('24: one key halts everything, and says so; going on asks first', async () => {
    const {press, text, play} = await opened();
    press('!');
    await expect.poll(text).toContain('HALT – real incident');
    press('space');
    await expect.poll(text).toContain('something real has happened');
    expect(play.state().isHalted).toBe(true);
    press('!', 'y');
    await expect.poll(text).toContain('The drill goes on');
    expect(play.state().isHalted).toBe(false);
  });

  it('19: after EndEx tells its own story before anything is revealed, then step by step', async () => {
    const {press, text, play} = await opened();
    press('space', 'd', '2', '1', 'enter', 'nothing else may write there', 'enter');
    await expect.poll(text).toContain('Decided');
    press('e', 'y');
    await expect.poll(text).toContain('TELL IT AS IT LOOKED TO YOU');
    press('the name was empty', 'enter');
    await expect.poll(text).toContain('What surprised you most?');
    press('how quiet it was', 'enter');
    await expect.poll(text).toContain('Which of your own systems');
    press('enter');
    await expect.poll(text).toContain('BEFORE THE REVEAL');
    expect(await text()).not.toContain('AWS');
    press('enter');
    await expect.poll(text).toContain('YOUR STORY');
    expect(play.state().revealed).toBe(1);
    const steps = ['WHAT IT COST', 'THE NIGHT ITSELF', 'THE BEST KNOWN PLAN', 'HOW IT WORKED'];
    for (const [index, title] of steps.entries()) {
      expect(await text()).not.toContain('An old plan overwrote a new one');
      press('enter');
      await expect.poll(text).toContain(title);
      expect(play.state().revealed).toBe(index + 2);
    }
    expect(await text()).toContain('An old plan overwrote a new one');
    expect(play.state().story).toEqual({S1: 'the name was empty', surprise: 'how quiet it was'});
  });

  it('18: asks for what a change still lacks, in its own field, and then keeps it', async () => {
    const {press, text, play} = await opened();
    press('e', 'y');
    await expect.poll(text).toContain('TELL IT AS IT LOOKED TO YOU');
    for (const title of ['surprised', 'own systems', 'BEFORE', 'YOUR STORY', 'COST', 'NIGHT', 'BEST', 'WORKED', 'CHANGES']) {
      press('enter');
      await expect.poll(text).toContain(title);
    }
    press('plan', 'enter', 'a second writer', 'enter', 'enter', 'soon', 'enter', 'less harm', 'enter');
    await expect.poll(text).toContain('Somebody must own it');
    expect(play.state().improvements).toEqual([]);
    press('the on-call lead', 'enter', 'enter', 'enter');
    await expect.poll(text).toContain('A date, as 2026-12-01');
    press(...erased(4), '2026-13-01', 'enter', 'enter');
    await expect.poll(text).toContain('A date, as 2026-12-01');
    press(...erased(5), '12-01', 'enter', 'enter');
    await expect.poll(text).toContain('✓ a second writer (the on-call lead, 2026-12-01)');
    press('enter');
    await expect.poll(text).toContain('WHAT YOU KEEP');
    expect(play.state().improvements).toMatchObject([{action: 'a second writer', owner: 'the on-call lead', due: '2026-12-01'}]);
  });
});

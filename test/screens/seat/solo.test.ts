import {describe, expect, it} from 'vitest';
import {type Play, playOf} from '../../../src/drill/play/play.js';
import {setUpSmall} from '../../helpers/drill.js';
import {soloHeard, soloOf, soloShown} from '../../helpers/drill-screens.js';
import {heard, shown} from '../../helpers/program.js';

const small = {columns: 80, rows: 24};

/** As far as the first page. */
function opened(at = '80x24') {
  const drill = soloShown(at);
  drill.press('enter');
  expect(drill.screen()).toContain('All is quiet');
  drill.press('space');
  expect(drill.screen()).toContain('a message');
  return drill;
}

const erased = (characters: number): readonly string[] => Array.from({length: characters}, () => 'backspace');
const minuteOf = (play: Play): number => (play.state().nowMs - play.setup.drill.startsAtMs) / 60_000;

describe('a drill alone', () => {
  it('one key begins it, after the brief; the first page comes with the next', () => {
    const {play} = opened();
    expect(play.state().messages.map(({id}) => id)).toEqual(['Q-01']);
    expect(minuteOf(play)).toBe(3);
  });

  it('a belief with its probability and evidence takes at most 12 keys', () => {
    const {press, screen, play} = opened();
    press('l', '1');
    expect(screen()).toContain('NOERROR');
    const keys = ['b', '1', '7', '0', 'enter', 'enter'];
    press(...keys);
    expect(screen()).toContain('70 %');
    expect(keys.length).toBeLessThanOrEqual(12);
    expect(play.state().beliefs).toMatchObject([{hypothesis: 'name-gone', probability: 0.7, because: 'Resolver, 23:48'}]);
  });

  it('a look costs two minutes and shows the moment before them', () => {
    const {press, screen, play} = opened();
    press('l', '1');
    expect(screen()).toContain('23:48, 2 min ago');
    expect(minuteOf(play)).toBe(5);
  });

  it('decides with a ranking and a reason, and nothing follows before both are there', () => {
    const {press, screen, play} = opened();
    press('space', 'd');
    expect(screen()).toContain('ranking');
    press('enter', 'enter');
    expect(screen()).toContain('Type numbers from 1 to 2');
    press('2', '1', 'enter', 'why', 'enter');
    expect(screen()).toContain('Say why, in a sentence');
    expect(play.state().orders).toEqual([]);
    press(' nothing else may write there', 'enter');
    expect(screen()).toContain('Decided, with your reason');
    const committed = play.state().decisions['DP-04']?.committed;
    expect(committed).toMatchObject({reason: 'why nothing else may write there'});
    expect(committed?.ranking[0]).toBe(committed?.option);
    expect(committed?.ranking).toHaveLength(2);
    expect(play.state().orders.length).toBeGreaterThan(0);
  });

  it('orders from the whole palette with a card, one order at a time for the hands', () => {
    const {press, screen, play} = opened();
    press('o', 'down');
    expect(screen()).toMatch(/Stop the automation[\s\S]*Write the record by hand[\s\S]*Restart the automation/);
    press('enter', 'enter', 'enter', 'enter', 'enter');
    expect(screen()).toContain('Ordered: it works in');
    expect(play.state().orders).toHaveLength(1);
    expect(play.state().orders[0]?.card.check).not.toBe('');
    press('o', '1');
    expect(screen()).toMatch(/one order at a time|It has been ordered/);
    press('escape');
    expect(screen()).toContain('MESSAGES');
    press('x', '1');
    expect(screen()).toContain('called off');
    expect(play.state().orders[0]?.isCancelled).toBe(true);
  });

  it('a word with an end time is not sent; with its parts it is, and begins with EXERCISE', () => {
    const {press, screen, play} = opened();
    press('p', 'enter', 'requests fail', 'enter', 'all customers', 'enter', 'fixed in 30 minutes', 'enter', 'enter');
    expect(screen()).toContain('It promises an end');
    expect(play.state().posts).toEqual([]);
    press('up', ...erased(19), 'we look into it', 'enter');
    expect(screen()).toContain('EXERCISE – not a real incident. Requests fail. All customers. We look into it.');
    press('enter');
    expect(screen()).toContain('Posted.');
    expect(play.state().posts).toMatchObject([{audience: 'public', impact: 'requests fail', doing: 'we look into it', nextMinutes: 20}]);
  });

  it('one key halts everything, and says so; going on asks first', () => {
    const {press, screen, play} = opened();
    press('!');
    expect(screen()).toContain('HALT – real incident');
    press('space');
    expect(screen()).toContain('something real has happened');
    expect(play.state().isHalted).toBe(true);
    press('!', 'y');
    expect(screen()).toContain('The drill goes on');
    expect(play.state().isHalted).toBe(false);
  });

  it('after EndEx tells its own story before anything is revealed, then step by step', () => {
    const {press, screen, pass, play} = opened();
    press('space', 'd', '2', '1', 'enter', 'nothing else may write there', 'enter');
    expect(screen()).toContain('Decided');
    press('e', 'y');
    expect(screen()).toContain('TELL IT AS IT LOOKED TO YOU');
    press('the name was empty', 'enter');
    expect(screen()).toContain('What surprised you most?');
    press('how quiet it was', 'enter');
    expect(screen()).toContain('Which of your own systems');
    press('enter');
    expect(screen()).toContain('BEFORE THE REVEAL');
    expect(screen()).not.toContain('AWS');
    press('enter');
    pass(50);
    expect(screen()).toContain('YOUR STORY');
    expect(play.state().revealed).toBe(1);
    const steps = ['WHAT IT COST', 'THE NIGHT ITSELF', 'THE BEST KNOWN PLAN', 'HOW IT WORKED'];
    for (const [index, title] of steps.entries()) {
      expect(screen()).not.toContain('An old plan overwrote a new one');
      press('enter');
      pass(50); // what is revealed is worked out between keys
      expect(screen()).toContain(title);
      expect(play.state().revealed).toBe(index + 2);
    }
    expect(screen()).toContain('An old plan overwrote a new one');
    expect(play.state().story).toEqual({S1: 'the name was empty', surprise: 'how quiet it was'});
  });

  it('asks for what a change still lacks, in its own field, and then keeps it', () => {
    const {press, screen, pass, play} = opened();
    press('e', 'y');
    expect(screen()).toContain('TELL IT AS IT LOOKED TO YOU');
    for (const title of ['surprised', 'own systems', 'BEFORE', 'YOUR STORY', 'COST', 'NIGHT', 'BEST', 'WORKED', 'CHANGES']) {
      press('enter');
      pass(50); // what is revealed is worked out between keys
      expect(screen()).toContain(title);
    }
    press('plan', 'enter', 'a second writer', 'enter', 'enter', 'soon', 'enter', 'less harm', 'enter');
    expect(screen()).toContain('Somebody must own it');
    expect(play.state().improvements).toEqual([]);
    press('the on-call lead', 'enter', 'enter', 'enter');
    expect(screen()).toContain('A date, as 2026-12-01');
    press(...erased(4), '2026-13-01', 'enter', 'enter');
    expect(screen()).toContain('A date, as 2026-12-01');
    press(...erased(5), '12-01', 'enter', 'enter');
    expect(screen()).toContain('✓ a second writer (the on-call lead, 2026-12-01)');
    press('enter');
    expect(screen()).toContain('WHAT YOU KEEP');
    expect(play.state().improvements).toMatchObject([{action: 'a second writer', owner: 'the on-call lead', due: '2026-12-01'}]);
  });

  it('stays where it was when a list is refused, and sends nothing when a form is left', () => {
    const {press, screen, play} = opened();
    press('n', 'a thought', 'escape');
    expect(screen()).toContain('MESSAGES');
    expect(play.state().notes).toEqual([]);
    press('e', 'n');
    expect(play.state().phase).toBe('play');
    press('q');
    expect(screen()).toContain('Leave the drill?');
    press('n');
    expect(screen()).toContain('MESSAGES');
  });

  it('HALT works over a list, and closes it', () => {
    const {press, screen, play} = opened();
    press('o', '!');
    expect(play.state().isHalted).toBe(true);
    expect(screen()).toContain('HALT – real incident');
    expect(screen()).not.toContain('ORDER WHAT?');
  });

  it('thinking takes simulated time under `run`, whole minutes of it, and none while it is halted', () => {
    const play = playOf(setUpSmall({variant: '30', policy: 'run'}));
    const seat = shown(soloOf(play).program, small);
    seat.press('enter');
    const {pace} = play.state();
    seat.pass((5 * 60_000) / pace);
    expect(minuteOf(play)).toBeGreaterThanOrEqual(4);
    expect(minuteOf(play)).toBeLessThanOrEqual(5);
    expect(seat.screen()).toContain('Error rate high');
    const before = minuteOf(play);
    seat.press('!');
    seat.pass(3_600_000);
    expect(minuteOf(play)).toBe(before);
  });

  it('goes on with the hot wash where a journal ends after EndEx', () => {
    const play = playOf(setUpSmall({variant: '30'}));
    play.take({type: 'start-ex'}, 0);
    play.take({type: 'end-ex'}, 1000);
    expect(shown(soloOf(play).program, small).screen()).toContain('TELL IT AS IT LOOKED TO YOU');
  });
});

describe('a drill by mouse', () => {
  it('a hint is its key, a row is taken, a field has the cursor, the wheel reads on', () => {
    const seat = soloShown('120x40');
    seat.click(' begin  r', 1);
    expect(seat.screen()).toContain('All is quiet');
    seat.click('space wait ', 7);
    seat.click('3 min later'); // the notice makes room for the hints
    seat.click('a ack ', 3);
    expect(seat.play.state().acknowledged).toHaveLength(1);
    seat.click('l look ', 3);
    seat.click('Resolver');
    expect(seat.play.state().looks).toMatchObject([{panel: 'resolver'}]);
    seat.click('b think ', 3);
    seat.click('The name');
    seat.click('because   ');
    seat.type('it is empty');
    seat.click('how sure   ');
    seat.type('70');
    seat.press('down', 'enter');
    expect(seat.play.state().beliefs).toMatchObject([{probability: 0.7, because: 'it is empty'}]);
    seat.click('Noted: 70');
    seat.click('o order ', 3);
    const list = seat.screen();
    seat.wheel(1, 'ORDER WHAT?');
    expect(seat.screen()).not.toBe(list);
  });

  it('a click on a part gives it the keys', () => {
    const seat = soloShown('120x40');
    seat.press('enter');
    seat.click('NOTES AND TASKS', 3);
    seat.click('n writes a note');
    seat.press('enter');
    expect(seat.screen()).toContain('what happened, what was said');
  });
});

describe('a drill for ears', () => {
  const begun = () => {
    const drill = soloHeard();
    expect(drill.news()).toContain('THE BRIEF');
    drill.press('enter');
    return drill;
  };

  it('reads the brief, then says what a key came to, and what it brought', () => {
    const drill = begun();
    const said = drill.press('space');
    expect(said).toContain('3 minutes later: a message.');
    expect(said).toContain('Page, 23:48: Error rate high.');
    expect(said).toContain('A message waits.');
    expect(drill.press('l')).toContain('Look at what?');
    const looked = drill.press('1');
    expect(looked).toContain('not normal');
    expect(looked).not.toContain('Error rate high');
    expect(looked).not.toMatch(/degraded|[▲●]/);
    expect(drill.press('n', 'o')).toContain('o');
    expect(drill.press('o')).toBe('o'); // again
    drill.press('escape');
    expect(drill.press('tab')).toContain('To decide.');
    expect(drill.press('!')).toContain('HALT, real incident.');
    expect(drill.press('!', 'y')).toContain('The drill goes on.');
  });

  it('says at once what somebody would look up for: a message, a decision, HALT, the end', () => {
    const play = playOf(setUpSmall({variant: '30', policy: 'run'}));
    const drill = heard(soloOf(play).program);
    drill.press('enter');
    drill.news();
    const {pace} = play.state();
    const said = drill.pass((6 * 60_000) / pace);
    expect(said).toContain('Page, 23:48: Error rate high.');
    expect(said).not.toContain('Looked at');
    expect(drill.pass((20 * 60_000) / pace)).toContain('To decide: What may still write the name?');
    play.take({type: 'halt'}, play.state().wallMs);
    expect(drill.news()).toContain('HALT');
    play.take({type: 'resume'}, play.state().wallMs);
    play.take({type: 'end-ex'}, play.state().wallMs);
    expect(drill.news()).toContain('Hot wash.');
  });
});

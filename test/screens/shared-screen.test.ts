import * as fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {playOf} from '../../src/drill/play/play.js';
import {localConsole, localPort} from '../../src/drill/play/port.js';
import {controllerProgram} from '../../src/screens/controller/program.js';
import {seatProgram} from '../../src/screens/seat/program.js';
import {sharedScreen} from '../../src/screens/shared-screen.js';
import {setUpSmall} from '../helpers/drill.js';
import {heard, shown} from '../helpers/program.js';

const team = setUpSmall();
const isPrivate = /CONTROLLER|PRIVATE|The record is empty|Error rate high|only the name/;

/** A seat and the console on one screen. */
function shared() {
  const play = playOf(team);
  play.take({type: 'start-ex'}, 0);
  const [seat] = team.seats;
  if (seat === undefined) throw new Error('no seat');
  const participants = localPort(play, {kind: 'seat', seat}, () => 0);
  const program = sharedScreen({
    participants: seatProgram({port: participants, wait: null, theme: 'dark', comeBack: ''}),
    controller: () => controllerProgram({port: localConsole(play, () => 0), theme: 'dark'}),
    codeName: 'Quiet Sunday',
    theme: 'dark',
  });
  return {play, program};
}

describe('one screen for participants and controller', () => {
  it('shows the console only through the blank screen and its answer, whatever is pressed', () => {
    const named = fc.constantFrom('ctrl-k', 'ctrl-k', 'y', 'n', 'enter', 'escape', 'space', '?', ':');
    // What ends the program for good is tried elsewhere.
    const letter = fc.string({minLength: 1, maxLength: 1}).filter(text => text !== 'q');
    fc.assert(
      fc.property(fc.array(fc.oneof(named, letter), {maxLength: 30}), keys => {
        const {run, press, screen} = shown(shared().program);
        let before = 'participants';
        for (const key of keys) {
          press(key);
          const now = run.scene().program.name === 'curtain' ? 'blank' : screen().includes('PRIVATE') ? 'console' : 'participants';
          if (now !== 'console') expect(screen()).not.toMatch(isPrivate);
          if (now === 'console' && before !== 'console') expect([before, key]).toEqual(['blank', 'y']);
          before = now;
        }
      }),
      {numRuns: 60},
    );
  });

  it('the curtain falls whatever is open, and the seat goes on behind it', () => {
    const {play, program} = shared();
    const {press, screen, type} = shown(program);
    press('ctrl-k');
    expect(screen()).toContain('Can anybody else see this screen?');
    press('x');
    expect(screen()).toContain('All is quiet');
    press('n');
    type('half a note');
    press('ctrl-k', 'x');
    expect(screen()).toContain('half a note▏');
    press('ctrl-k', 'y');
    expect(screen()).toContain('CONTROLLER – PRIVATE');
    for (const over of ['?', ':', 'o', 'E']) {
      press(over, 'ctrl-k');
      expect(screen()).not.toMatch(isPrivate);
      press('ctrl-k', 'y');
    }
    play.take({type: 'halt'}, 0);
    press('ctrl-k');
    expect(screen()).toContain('HALT – real incident');
    expect(screen()).not.toMatch(isPrivate);
  });

  it('says no word of the book before the answer', () => {
    const {press, news} = heard(shared().program);
    expect(news()).not.toMatch(isPrivate);
    expect(press('ctrl-k')).toContain('Can anybody else see this screen?');
    expect(press('y')).toMatch(/PRIVATE/i);
  });
});

import * as fc from 'fast-check';
import {describe, expect, it} from 'vitest';
import {playOf} from '../../../src/drill/play/play.js';
import {localConsole} from '../../../src/drill/play/port.js';
import {keyFor, standardKeys} from '../../../src/screen/keys.js';
import {rule, span} from '../../../src/screen/line.js';
import type {CommonMessage, Program} from '../../../src/screen/program.js';
import type {Sheet} from '../../../src/screen/sheet.js';
import {oneScreenProgram} from '../../../src/screens/controller/curtain.js';
import {controllerProgram} from '../../../src/screens/controller/program.js';
import {setUpSmall} from '../../helpers/drill.js';
import {heard, shown} from '../../helpers/program.js';

const form: Sheet<string, never> = {
  kind: 'form',
  id: 'note',
  title: () => 'NOTE',
  fields: () => ({note: {label: 'note', asks: 'what happened'}}),
  send: () => undefined,
};

/** What participants see. */
const participants: Program<string, string, never> = {
  name: 'the room',
  first: '',
  update: (state, message: CommonMessage) => (message.type === 'say' ? message.notice : state),
  view: state => state,
  ui: notice => ({notice, theme: 'dark'}),
  place: () => 'room',
  keys: [
    keyFor<string, never>()('n', 'Act', ['room'], 'a note', () => ({effect: 'open', sheet: form})),
    ...standardKeys<string, never>({places: ['room'], comeBack: () => ''}),
  ],
  head: () => [[span('EXERCISE')]],
  body: (_, {columns, rows}, over) => [{width: columns, parts: [{panel: over?.panel ?? room, height: rows}]}],
  small: () => [],
};
const room = {title: (_: string, width: number) => rule(width, []), need: () => 1, lines: () => [[span(' All is quiet.')]]};

function oneScreen() {
  const play = playOf(setUpSmall());
  play.take({type: 'start-ex'}, 0);
  const controller = () => controllerProgram({port: localConsole(play, () => 0), theme: 'dark'});
  return oneScreenProgram({participants, controller, codeName: 'Quiet Sunday', theme: 'dark'});
}

const isPrivate = (screen: string): boolean => /CONTROLLER|PRIVATE|The record is empty|Error rate high|only the name/.test(screen);

describe('the curtain', () => {
  it('opens only through the blank screen and its answer, whatever is pressed', () => {
    const key = fc.oneof(fc.constantFrom('ctrl-k', 'y', 'n', 'enter', 'escape', 'space', 'q'), fc.string({minLength: 1, maxLength: 1}));
    fc.assert(
      fc.property(fc.array(key, {maxLength: 30}), keys => {
        const {press, screen, hasEnded} = shown(oneScreen());
        let wasPrivate = false;
        for (const [index, name] of keys.entries()) {
          press(name);
          if (hasEnded()) return;
          const now = isPrivate(screen());
          if (now && !wasPrivate) expect([keys[index - 1], name]).toEqual(['ctrl-k', 'y']);
          if (now) expect(name).not.toBe('ctrl-k');
          wasPrivate = now;
        }
      }),
    );
  });

  it('goes back with every key but the answer, and falls whatever is open', () => {
    const {press, screen, type} = shown(oneScreen());
    press('ctrl-k');
    expect(screen()).toContain('Can anybody else see this screen?');
    expect(screen()).toContain('y nobody can: show the console');
    press('x');
    expect(screen()).toContain('All is quiet');
    press('n');
    type('somebody');
    press('ctrl-k');
    expect(screen()).toContain('Can anybody else see this screen?');
    press('y');
    expect(screen()).toContain('CONTROLLER – PRIVATE');
    press('o');
    type('they are quiet');
    press('ctrl-k');
    expect(screen()).toContain('somebody▏'); // what was half written waits
    expect(isPrivate(screen())).toBe(false);
  });

  it('says no word of the book before the answer', () => {
    const person = heard(oneScreen());
    const said = [person.news(), person.press('ctrl-k'), person.press('i')].join('\n');
    expect(said).toContain('Can anybody else see this screen?');
    expect(isPrivate(said)).toBe(false);
  });
});

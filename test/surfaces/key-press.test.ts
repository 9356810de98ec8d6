import {expect, it} from 'vitest';
import {keyPressOf} from '../../src/surfaces/key-press.js';

it.each([
  {sent: ['\u001B[A', '\u001BOA', '\u001B[1;2A'], name: 'up', why: 'with Shift too'},
  {sent: ['\u001B[B', '\u001BOB'], name: 'down', why: 'in both forms'},
  {sent: ['\u001B[C', '\u001BOC'], name: 'right', why: 'in both forms'},
  {sent: ['\u001B[D', '\u001BOD'], name: 'left', why: 'in both forms'},
  {sent: ['\u001B[1;2C', '\u001B[c'], name: 'shift-right', why: 'as xterm and rxvt have it'},
  {sent: ['\u001B[1;2D', '\u001B[d'], name: 'shift-left', why: 'as xterm and rxvt have it'},
  {sent: ['\u001B[5~'], name: 'page-up', why: 'by its number'},
  {sent: ['\u001B[6~'], name: 'page-down', why: 'by its number'},
  {sent: ['\u001B[H', '\u001BOH', '\u001B[1~', '\u001B[7~'], name: 'home', why: 'whatever the terminal'},
  {sent: ['\u001B[F', '\u001BOF', '\u001B[4~', '\u001B[8~'], name: 'end', why: 'whatever the terminal'},
  {sent: ['\t'], name: 'tab', why: 'a control character'},
  {sent: ['\u001B[Z'], name: 'shift-tab', why: 'a sequence of its own'},
  {sent: ['\r'], name: 'enter', why: 'a control character'},
  {sent: ['\u007F', '\b', '\u001B[3~'], name: 'backspace', why: 'Delete too'},
  {sent: ['\u001B'], name: 'escape', why: 'alone'},
  {sent: ['\u0012'], name: 'ctrl-r', why: 'a letter with Control'},
  {sent: ['\u001C'], name: 'ctrl-\\', why: 'a sign with Control'},
  {sent: ['\u001BOP', '\u001B[15~', '\u001B[[A'], name: '', why: 'of function keys'},
])('the name "$name", $why, types nothing', ({sent, name}) => {
  expect(sent.map(keyPressOf)).toEqual(sent.map(() => ({name, input: ''})));
});

it('names a character by itself, and types it, with Alt too', () => {
  for (const character of 'aZ$?,é日') {
    expect(keyPressOf(character)).toEqual({name: character, input: character});
    expect(keyPressOf(`\u001B${character}`)).toEqual({name: character, input: character});
  }
  expect(keyPressOf(' ')).toEqual({name: 'space', input: ' '});
});

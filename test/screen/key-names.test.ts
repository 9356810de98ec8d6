import {expect, it} from 'vitest';
import {pictureOfKey, wordOfKey} from '../../src/screen/key-names.js';

it.each([
  {name: 'left', picture: '←', word: 'left arrow'},
  {name: 'shift-tab', picture: '⇧tab', word: 'shift tab'},
  {name: 'page-up', picture: 'page up', word: 'page up'},
  {name: 'escape', picture: 'esc', word: 'escape'},
  {name: 'ctrl-r', picture: 'ctrl-r', word: 'control R'},
  {name: '?', picture: '?', word: 'question mark'},
  {name: 'j', picture: 'j', word: 'j'},
  {name: 'J', picture: 'J', word: 'capital J'},
])('$name is shown as $picture and said as $word', ({name, picture, word}) => {
  expect([pictureOfKey(name), wordOfKey(name)]).toEqual([picture, word]);
});

import {span} from '../../screen/line.js';
import type {Program} from '../../screen/program.js';
import type {ThemeName} from '../../screen/theme.js';
import {bodyOf, focusOf} from './body.js';
import {asks} from './checking.js';
import {keys, placeOf} from './keys.js';
import {header} from './panels/header.js';
import {helpMore} from './panels/limits.js';
import {labPresent, labSpoken} from './spoken.js';
import {type LabAction, type LabOpening, type LabState, type News, openedLab, reduceLab} from './state.js';

/** Who opens the lab: a guest of another console can leave it again. `passed`: exercises that were done before, from 0. */
export type LabGuest = {readonly isGuest?: boolean; readonly passed?: readonly number[]};

/** The race lab as a screen. What is on it follows from its state alone. */
export function labProgram(
  opening: LabOpening,
  theme: ThemeName,
  {isGuest = false, passed = []}: LabGuest = {},
): Program<LabState, LabState, LabAction> {
  return {
    name: 'the race lab',
    first: {...openedLab(opening, theme, isGuest), passed},
    update: reduceLab,
    view: state => state,
    ui: state => state,
    place: placeOf,
    keys,
    head: header,
    body: bodyOf,
    focus: focusOf,
    small: ({position}) => [[span('RACE LAB', 'accent'), span(` step ${position.path.length}`)]],
    helpMore,
    voice: {
      tell: (heard, now) => ({heard: now, lines: labSpoken(heard, now)}),
      present: (_, now) => labPresent(now),
    },
    asks,
    answered: answer => ({type: 'news', news: answer as News}),
    clock: {isOn: ({replay}) => replay?.playing === true, tick: (_, elapsedMs) => ({type: 'tick', elapsedMs})},
  };
}

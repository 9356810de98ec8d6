import type {Question} from '../../screen/background.js';
import type {Key} from '../../screen/keys.js';
import {span} from '../../screen/line.js';
import type {CommonMessage, Does, Program} from '../../screen/program.js';
import type {ThemeName} from '../../screen/theme.js';
import {jobOf} from './checking.js';
import {reopenLab, typedInLab} from './commands.js';
import {isLabAction, type LabCommand, labBindings, labContextOf} from './keymap.js';
import {labLayout} from './layout.js';
import {header} from './panels/header.js';
import {reduceLab} from './reducer.js';
import {type LabAction, type LabOpening, type LabState, type News, openedLab} from './state.js';

/** Who opens the lab: as the guest of a console it can be left again; `passed`: exercises that were done before, from 0. */
export type LabGuest = {readonly isGuest?: boolean; readonly passed?: readonly number[]};

/** The race lab as a screen. */
export function labProgram(
  opening: LabOpening,
  theme: ThemeName,
  {isGuest = false, passed = []}: LabGuest = {},
): Program<LabState, LabState, LabAction> {
  return {
    name: 'race lab',
    first: {...openedLab(opening, theme, isGuest), passed},
    update: reduceLab,
    view: state => state,
    ui: state => state,
    place: labContextOf,
    keys: labBindings.map(
      ({keys, contexts, command, unavailable, footerWhen, footer = '', ...row}): Key<LabState, LabAction> => ({
        ...row,
        keys: keys.join(' '),
        places: contexts,
        does: command === null ? null : (state, {scrollEnd}) => doesOf(command(state, scrollEnd), state),
        footer: state => (footerWhen?.(state) === false ? '' : footer),
        ...(unavailable === undefined ? {} : {not: unavailable}),
      }),
    ),
    isTyping: ({overlay}) => overlay.type === 'code',
    text: (state, input) => typedInLab(state, '', input),
    head: header,
    body: (state, {columns, rows}) => labLayout(state, {columns, rows: rows + 3}),
    small: ({position}) => [[span('RACE LAB', 'accent'), span(` step ${position.path.length}`)]],
    asks(state): readonly Question[] {
      const job = jobOf(state);
      return job === null ? [] : [{key: job.key, newsMs: 120, work: job.begin}];
    },
    answered: answer => ({type: 'news', news: answer as News}),
    clock: {isOn: ({replay}) => replay?.playing === true, tick: (_, elapsedMs) => ({type: 'tick', elapsedMs})},
  };
}

function doesOf(command: LabCommand, state: LabState): Does<LabAction | CommonMessage> {
  if (isLabAction(command)) return command;
  return command.type === 'copy' ? {effect: 'copy', text: reopenLab(state)} : {effect: command.type};
}

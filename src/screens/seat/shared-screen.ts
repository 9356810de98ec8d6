import type {ControllerPort, DrillPort} from '../../drill/play/port.js';
import {keyFor} from '../../screen/keys.js';
import {exerciseBadge, type Line, span, spread} from '../../screen/line.js';
import type {AnyProgram, Does, Key} from '../../screen/program.js';
import {sheetPlaces} from '../../screen/sheet.js';
import type {ThemeName} from '../../screen/theme.js';
import {controllerProgram} from '../controller/program.js';
import {seatProgram} from './program.js';

export type SharedScreenOptions = {
  /** What participants see: a seat, or the projector. */
  readonly participants: DrillPort;
  readonly controller: ControllerPort;
  readonly theme: ThemeName;
};

const row = keyFor<unknown, never>();

/** A program with the key of the curtain, which works whatever is open. */
function curtained(program: AnyProgram, does: () => Does<never>): AnyProgram {
  const keys = program.keys as readonly Key<unknown, never>[];
  const places = [...new Set([...keys.flatMap(({places}) => places), ...sheetPlaces])];
  return {...program, keys: [row('ctrl-k', 'Program', places, '', does), ...keys]};
}

/**
 * One screen for participants and controller. The way to the console goes through a blank screen that asks first: nothing of the book
 * is drawn before the answer, the console is not even made, and every key but the answer goes back.
 */
export function sharedScreen({participants, controller, theme}: SharedScreenOptions): AnyProgram {
  const {codeName} = participants.observation();
  const question = (columns: number): readonly Line[] => [
    spread([span(' '), exerciseBadge, span(`  ${codeName}`, 'bold')], [span(' ')], columns),
    [],
    [span(' The controller’s console is private. Can anybody else see this screen?', 'bold')],
    [],
    [span(' y', 'key'), span(' nobody can: show the console    '), span('any other key', 'key'), span(' goes back')],
  ];
  const console = (): AnyProgram => curtained(controllerProgram({port: controller, theme}), () => ({effect: 'leave'}));
  const blank: AnyProgram = {
    name: 'curtain',
    first: theme,
    update: (state: ThemeName) => state,
    view: (state: ThemeName) => state,
    ui: (state: ThemeName) => ({notice: '', theme: state}),
    place: () => 'blank',
    keys: [
      row('y', 'Curtain', ['blank'], 'nobody can: show the console', () => ({effect: 'replace', program: console()})),
      row('any', 'Curtain', ['blank'], 'goes back', () => ({effect: 'leave'})),
    ],
    head: (_, columns) => question(columns),
    body: () => [],
    small: () => question(60),
  };
  return curtained(
    seatProgram({port: participants, wait: null, theme, comeBack: 'incident-replay drill join CODE --seat projector'}),
    () => ({effect: 'enter', program: blank}),
  );
}

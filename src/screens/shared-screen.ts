import {printable} from '../format/text.js';
import {keyFor} from '../screen/keys.js';
import {exerciseBadge, span, spread} from '../screen/line.js';
import type {AnyProgram, CommonMessage, Effect, Key, Program} from '../screen/program.js';
import {sheetPlaces} from '../screen/sheet.js';
import type {ThemeName} from '../screen/theme.js';

export type SharedScreenOptions = {
  /** What participants see: a seat, or what the whole room knows. */
  readonly participants: AnyProgram;
  /** The console, made behind the answer only. */
  readonly controller: () => AnyProgram;
  readonly codeName: string;
  readonly theme: ThemeName;
};

const curtainKey = 'ctrl-k';

/**
 * One screen for participants and controller. The way to the console goes through a blank screen that asks first: nothing of the book
 * is drawn before the answer, and every key but the answer goes back.
 */
export function sharedScreen({participants, controller, codeName, theme}: SharedScreenOptions): AnyProgram {
  const behind = (): AnyProgram => curtained(controller(), 'the curtain: back to the seats', {effect: 'leave'});
  return curtained(participants, 'the curtain: to the console', {effect: 'enter', program: curtain(behind, codeName, theme)});
}

/** A program with the key of the curtain, which works whatever is open in it. */
function curtained(program: AnyProgram, help: string, does: Effect<never>): AnyProgram {
  const keys = program.keys as readonly Key<unknown, never>[];
  const places = [...new Set([...keys.flatMap(key => key.places), ...sheetPlaces])];
  return {...program, keys: [...keys, keyFor<unknown, never>()(curtainKey, 'Program', places, help, () => does, {shown: '^K'})]};
}

type State = {readonly theme: ThemeName; readonly notice: string};

const row = keyFor<State, never>();
const nothing = {title: () => [], lines: () => [], need: () => 0};

/** Nothing but the question. */
const curtain = (controller: () => AnyProgram, codeName: string, theme: ThemeName): Program<State, State, never> => ({
  name: 'curtain',
  first: {theme, notice: ''},
  update: (state, message: CommonMessage) => (message.type === 'say' ? {...state, notice: message.notice} : state),
  view: state => state,
  ui: state => state,
  place: () => 'blank',
  keys: [
    row('y', 'Program', ['blank'], 'nobody can: show the console', () => ({effect: 'replace', program: controller()}), {
      footer: 'nobody can: show the console',
    }),
    row('any', 'Program', ['blank'], 'goes back', () => ({effect: 'leave'}), {footer: 'goes back', footerKeys: 'any other key'}),
  ],
  head: (_, columns) => [
    spread([span(' '), exerciseBadge, span(`  ${printable(codeName)}`, 'bold')], [span(' ')], columns),
    [],
    [span(' The controller’s console is private. Can anybody else see this screen?', 'bold')],
  ],
  body: (_, {columns, rows}) => [{width: columns, parts: [{panel: nothing, height: rows}]}],
  small: () => [[exerciseBadge]],
});

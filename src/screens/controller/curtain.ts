import {printable} from '../../format/text.js';
import {keyFor} from '../../screen/keys.js';
import {exerciseBadge, type Line, span, spread} from '../../screen/line.js';
import type {AnyProgram, CommonMessage, Effect, Key, Program} from '../../screen/program.js';
import {sheetPlaces} from '../../screen/sheet.js';
import type {ThemeName} from '../../screen/theme.js';

/** One screen for participants and controller, with a curtain between them. */
export type OneScreenOptions = {
  /** What participants see: a seat, or what the whole room knows. */
  readonly participants: AnyProgram;
  /** Made behind the answer only. */
  readonly controller: () => AnyProgram;
  readonly codeName: string;
  readonly theme: ThemeName;
};

const curtainKey = 'ctrl-k';

/**
 * Participants' screen, from which the controller goes to the console. The way goes through a blank screen that asks first: nothing of
 * the book is drawn before the answer, and every key but the answer goes back.
 */
export function oneScreenProgram({participants, controller, codeName, theme}: OneScreenOptions): AnyProgram {
  const behind = (): AnyProgram => withCurtain(controller(), 'back to the participants’ screen', {effect: 'leave'});
  return withCurtain(participants, 'to the controller’s console', {effect: 'enter', program: curtain(behind, codeName, theme)});
}

const row = keyFor<unknown, never>();

/** A program with the key that draws the curtain, whatever is open in it. */
function withCurtain(program: AnyProgram, help: string, does: Effect<never>): AnyProgram {
  const places = [...new Set((program.keys as readonly Key<unknown, never>[]).flatMap(key => key.places)), ...sheetPlaces];
  return {...program, keys: [...program.keys, row(curtainKey, 'Program', places, help, () => does)]};
}

type State = {readonly theme: ThemeName; readonly notice: string};

/** Nothing but the question. */
function curtain(controller: () => AnyProgram, codeName: string, theme: ThemeName): Program<State, State, never> {
  const head = (_: State, columns: number): readonly Line[] => [
    spread([span(' '), exerciseBadge, span(`  ${printable(codeName)}`, 'bold')], [span(' ')], columns),
    [],
    [span(' The controller’s console is private. Can anybody else see this screen?', 'bold')],
  ];
  const nothing = {title: () => [], lines: () => [], need: () => 0};
  return {
    name: 'curtain',
    first: {theme, notice: ''},
    update: (state: State, message: CommonMessage) => (message.type === 'say' ? {...state, notice: message.notice} : state),
    view: state => state,
    ui: state => state,
    place: () => 'blank',
    keys: [
      keyFor<State, never>()(
        'y',
        'Program',
        ['blank'],
        'nobody can: show the console',
        () => ({effect: 'replace', program: controller()}),
        {
          footer: 'nobody can: show the console',
        },
      ),
      keyFor<State, never>()('any', 'Program', ['blank'], 'back', () => ({effect: 'leave'}), {
        footer: 'goes back',
        footerKeys: 'any other key',
      }),
    ],
    head,
    body: (_, {columns, rows}) => [{width: columns, parts: [{panel: nothing, height: rows}]}],
    small: () => [[exerciseBadge]],
  };
}

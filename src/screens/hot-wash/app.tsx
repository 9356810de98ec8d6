import {useApp} from 'ink';
import type {HotWash} from '../../drill/play/hot-wash.js';
import type {ControlInput} from '../../drill/play/input.js';
import {useKeys, usePaste} from '../../surfaces/use-keys.js';
import {useNewest} from '../../surfaces/use-newest.js';
import {useSize} from '../../surfaces/use-size.js';
import {FrameCanvas} from '../seat/canvas.js';
import type {Looks} from '../seat/looks.js';
import {type AfterUi, initialAfter, reduceAfter} from './state.js';
import {type AfterCommand, type AfterView, afterCommand, afterFrame, afterScrollEnd, afterTyped} from './view.js';

export type AfterAppProps = {
  readonly after: () => HotWash;
  /** The file that keeps the drill; empty: none does. */
  readonly journal: string;
  /** Null: it is done; else why not. */
  readonly send: (input: ControlInput) => string | null;
  readonly looks: Looks;
};

/** The hot wash of somebody who drilled alone: own story, questions, the reveal, changes. */
export function AfterApp({after, journal, send: take, looks}: AfterAppProps) {
  const {exit} = useApp();
  const {screen} = looks;
  const size = useSize(screen);
  const {state: ui, send, newest} = useNewest(reduceAfter, initialAfter(looks.theme));
  const viewOf = (of: AfterUi): AfterView => ({after: after(), ui: of, journal});
  const run = (command: AfterCommand | undefined): void => {
    if (command === undefined) return;
    if (command.type === 'quit') exit();
    else if (command.type === 'go-on') {
      const refused = command.inputs.map(take).find(reason => reason !== null) ?? null;
      send(refused === null ? command.next : {type: 'say', notice: refused});
    } else send(command);
  };
  useKeys(looks.onKey, (name, input) => {
    const view = viewOf(newest());
    run(afterCommand(name, {...view, scrollEnd: afterScrollEnd(view, screen.size())}) ?? afterTyped(view, name, input));
  });
  usePaste(screen.onPaste, text => run(afterTyped(viewOf(newest()), 'paste', text)));

  return <FrameCanvas lines={afterFrame(viewOf(ui), size)} theme={ui.theme} size={size} looks={looks} />;
}

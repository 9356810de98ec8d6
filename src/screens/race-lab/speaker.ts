import type {Later} from '../../screen/background.js';
import {keyPressOf} from '../../surfaces/key-press.js';
import {type Voice, voice} from '../../surfaces/voice.js';
import {labProgram} from './program.js';
import type {LabState} from './state.js';

type LabSpeakerOptions = {
  readonly first: LabState;
  readonly say: (lines: readonly string[]) => void;
  readonly quit: () => void;
  readonly leave: () => void;
  readonly onState: (state: LabState) => void;
  readonly later: Later;
  readonly nowMs: () => number;
};

export type LabSpeaker = Pick<Voice, 'again' | 'close'> & {readonly press: (sequence: string) => void};

/** The lab over the console for ears, until that enters it by an effect. `q` quits; whatever else ends it leads back. */
export function labSpeaker({first, quit, leave, ...options}: LabSpeakerOptions): LabSpeaker {
  let lastKey = '';
  const program = {...labProgram({position: first.position}, first.theme), first};
  const speaking = voice(program, {...options, quit: () => (lastKey === 'q' ? quit() : leave()), onChange: undefined});
  return {
    ...speaking,
    press(sequence) {
      const {name, input} = keyPressOf(sequence);
      lastKey = name;
      speaking.press(name, input);
    },
  };
}

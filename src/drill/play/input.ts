import type {Ms} from '../../timeline/types.js';
import type {Channel} from '../scenario/schema.js';
import type {ActionCard, Rating} from '../scenario/state.js';

/** What a seat does. */
export type SeatInput =
  | {readonly type: 'look'; readonly seat: string; readonly panel: string}
  | {readonly type: 'believe'; readonly seat: string; readonly hypothesis: string; readonly probability: number; readonly because: string}
  | {readonly type: 'order'; readonly seat: string; readonly action: string; readonly card: ActionCard}
  | {readonly type: 'cancel'; readonly seat: string; readonly order: string}
  | {
      readonly type: 'decide';
      readonly seat: string;
      readonly decision: string;
      readonly option: string;
      readonly ranking: readonly string[];
      readonly reason: string;
    }
  | {
      readonly type: 'post';
      readonly seat: string;
      readonly audience: string;
      readonly impact: string;
      readonly scope: string;
      readonly doing: string;
      readonly nextMinutes: number;
    }
  | {readonly type: 'task'; readonly seat: string; readonly owner: string; readonly text: string; readonly dueMinutes: number}
  | {readonly type: 'take-task' | 'finish-task'; readonly seat: string; readonly task: string}
  | {readonly type: 'note'; readonly seat: string; readonly text: string; readonly kind: 'note' | 'todo' | 'can'}
  | {readonly type: 'acknowledge'; readonly seat: string; readonly message: string}
  | {readonly type: 'ask-hint'; readonly seat: string; readonly decision: string}
  | {readonly type: 'take-command'; readonly seat: string; readonly readBack: boolean}
  | {readonly type: 'recognise'; readonly seat: string};

/** What the controller does. */
export type ControlInput =
  | {readonly type: 'start-ex'}
  | {readonly type: 'end-ex'}
  | {readonly type: 'release' | 'hold' | 'skip'; readonly inject: string}
  | {readonly type: 'edit'; readonly inject: string; readonly text: string}
  | {readonly type: 'add'; readonly channel: Channel; readonly to: readonly string[]; readonly text: string}
  | {readonly type: 'pace'; readonly pace: number}
  | {readonly type: 'pause' | 'resume' | 'halt'}
  | {readonly type: 'scene'; readonly scene: string}
  | {readonly type: 'give-hint'; readonly decision: string}
  | {readonly type: 'observe'; readonly text: string; readonly objective: string | null}
  | {readonly type: 'rate'; readonly objective: string; readonly rating: Rating; readonly note: string}
  | {readonly type: 'tell'; readonly scene: string; readonly text: string}
  | {readonly type: 'lock-story'}
  | {readonly type: 'reveal'}
  | {
      readonly type: 'improve';
      readonly area: string;
      readonly action: string;
      readonly owner: string;
      readonly due: string;
      readonly check: string;
    }
  /** Says of the run itself how far it can be compared. */
  | {readonly type: 'mark'; readonly as: 'practice' | 'agent'}
  | {readonly type: 'undo'};

/** Simulated time goes on. Comes from the clock of whoever plays the drill. */
export type ClockInput = {readonly type: 'advance'; readonly byMs: Ms};

/** Everything that can happen in a drill; a journal is a list of these. */
export type Input = SeatInput | ControlInput | ClockInput;

export const isControl = (input: Input): input is ControlInput => input.type !== 'advance' && !('seat' in input);

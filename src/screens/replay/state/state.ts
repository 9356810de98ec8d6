import type {Plan} from '../../../engine/plan.js';
import type {ThemeName} from '../../../screen/theme.js';
import type {Ms} from '../../../timeline/types.js';
import type {Breakpoint, Stop} from './breakpoints.js';
import {type Filter, noFilter} from './filter.js';
import type {Stage} from './timeline-index.js';

/** Incident time per real time. */
export const speeds = [1, 10, 30, 60, 120, 300, 600, 1800, 3600] as const;
export type Speed = (typeof speeds)[number];

export const panels = ['services', 'record', 'mitigations', 'impact'] as const;
export type Panel = (typeof panels)[number];
/** The panels whose rows can be selected. */
export type List = Exclude<Panel, 'impact'>;

/** What a detail is about. */
export type Subject =
  | {readonly kind: 'service'; readonly id: string}
  | {readonly kind: 'event'; readonly id: string}
  | {readonly kind: 'happening'; readonly atMs: Ms; readonly text: string}
  | {readonly kind: 'mitigation'; readonly id: string};

/**
 * The whole record as a screen. `cursor`: the place in the record of the event that the cursor is on; null: the newest one that has
 * happened. `top`: the row at the top of the table, as long as the cursor is in sight. `reading`: up and down scroll the event's text.
 */
export type RecordScreen = {
  readonly type: 'record';
  readonly cursor: number | null;
  readonly top: number;
  readonly reading: boolean;
  /** Lines of the event's text that are above the top. */
  readonly scroll: number;
};

export const wholeRecord: RecordScreen = {type: 'record', cursor: null, top: 0, reading: false, scroll: 0};

/** What fills the room below the header. `scroll`: lines of it that are above the top. */
export type Screen =
  | {readonly type: 'replay'}
  | {readonly type: 'map'}
  | {readonly type: 'compare'; readonly scroll: number}
  | {readonly type: 'fidelity'; readonly scroll: number}
  | RecordScreen;

/** What is open over the screen; never more than one. `scroll`: lines of it that are above the top. */
export type Overlay =
  | {readonly type: 'none'}
  | {readonly type: 'go-to' | 'search'; readonly text: string; readonly error: string}
  /** `index`: the row that is chosen. */
  | {readonly type: 'breakpoints'; readonly text: string; readonly error: string; readonly index: number}
  | {readonly type: 'mitigations'; readonly scroll: number}
  | {readonly type: 'filter'; readonly row: number; readonly top: number}
  | {readonly type: 'why'; readonly service: string; readonly scroll: number}
  | {readonly type: 'detail'; readonly subject: Subject; readonly scroll: number};

/** Everything a person can change. Immutable; what is on the screen follows from it, the timeline and the plan's run. */
export type AppState = {
  readonly positionMs: Ms;
  readonly playing: boolean;
  readonly speed: Speed;
  readonly plan: Plan;
  /** Plans that undo goes back to, newest last. */
  readonly past: readonly Plan[];
  /** Plans that redo goes on to, next one last. */
  readonly future: readonly Plan[];
  readonly focus: Panel;
  readonly service: string;
  readonly mitigation: string;
  /** Rows from the newest one that has happened; 0 again whenever the position moves, so that no walk leaves a trace. */
  readonly recordOffset: number;
  /** Which events of the record are listed. */
  readonly filter: Filter;
  /** The first row of each list when it was clicked into, so that a click moves no row; null: the list decides. */
  readonly tops: Readonly<Record<List, number | null>>;
  /** What was last searched for; empty: nothing yet. */
  readonly search: string;
  /** Moments to come back to, in order. */
  readonly bookmarks: readonly Ms[];
  /** Where playing stops, in the order in which they were set. */
  readonly breakpoints: readonly Breakpoint[];
  readonly screen: Screen;
  /** Whether the panel that has the keys fills the replay. */
  readonly zoomed: boolean;
  readonly overlay: Overlay;
  /** Exercises of the race lab that are done, from 0. */
  readonly passed: readonly number[];
  readonly theme: ThemeName;
  /** One line for the person, until the next key. */
  readonly notice: string;
};

export type Action =
  /** `stop`: the next moment at which playing stops; it lies after the position, or it is none. */
  | {readonly type: 'tick'; readonly elapsedMs: number; readonly stop?: Stop | undefined}
  | {readonly type: 'toggle-play'}
  | {readonly type: 'change-speed'; readonly by: 1 | -1}
  | {readonly type: 'step'; readonly to: 'event' | 'phase'; readonly direction: 1 | -1}
  | {readonly type: 'seek-by'; readonly deltaMs: number}
  | {readonly type: 'seek'; readonly atMs: Ms}
  | {readonly type: 'focus-next'; readonly by: 1 | -1}
  | {readonly type: 'focus'; readonly panel: Panel}
  // `top`: the first row that the list shows, where it must stay.
  | {readonly type: 'select-service'; readonly id: string; readonly top?: number}
  | {readonly type: 'select-mitigation'; readonly id: string; readonly top?: number}
  | {readonly type: 'select-record'; readonly offset: number; readonly top?: number}
  | {readonly type: 'show-service'; readonly id: string}
  | {readonly type: 'show-mitigation'; readonly id: string}
  | {readonly type: 'show'; readonly screen: Screen; readonly service?: string}
  | {readonly type: 'open'; readonly overlay: Overlay}
  | {readonly type: 'close'}
  | {readonly type: 'scroll'; readonly to: number}
  | {readonly type: 'type'; readonly text: string; readonly error?: string}
  | {
      readonly type: 'find';
      readonly text: string;
      readonly atMs: Ms;
      readonly recordOffset: number;
      readonly place: number;
      readonly notice: string;
    }
  | {readonly type: 'filter'; readonly filter: Filter; readonly row?: number}
  | {readonly type: 'choose'; readonly index: number}
  | {readonly type: 'zoom'; readonly on: boolean}
  | {readonly type: 'bookmark'; readonly notice: string}
  | {readonly type: 'set-breakpoint'; readonly breakpoint: Breakpoint; readonly notice: string}
  | {readonly type: 'remove-breakpoint'; readonly index: number; readonly notice: string}
  | {readonly type: 'throw'; readonly mitigation: string; readonly notice: string}
  | {readonly type: 'take-back'; readonly mitigation: string; readonly notice: string}
  | {readonly type: 'undo'}
  | {readonly type: 'redo'}
  | {readonly type: 'lab-left'; readonly passed: readonly number[]}
  | {readonly type: 'next-theme'}
  | {readonly type: 'say'; readonly notice: string};

export const scrollOf = (open: Screen | Overlay): number => ('scroll' in open ? open.scroll : 0);

export const replay: Screen = {type: 'replay'};
export const closed: Overlay = {type: 'none'};

export function initialState(stage: Stage, positionMs: Ms, plan: Plan, theme: ThemeName = 'dark'): AppState {
  return {
    positionMs: clamp(stage, positionMs),
    playing: false,
    speed: 60,
    plan,
    past: [],
    future: [],
    focus: 'record',
    service: stage.services[0]?.id ?? '',
    mitigation: stage.timeline.mitigations[0]?.id ?? '',
    recordOffset: 0,
    filter: noFilter,
    tops: {services: null, record: null, mitigations: null},
    search: '',
    bookmarks: [],
    breakpoints: [],
    screen: replay,
    zoomed: false,
    overlay: closed,
    passed: [],
    theme,
    notice: '',
  };
}

export const clamp = ({startMs, endMs}: Stage, atMs: Ms): Ms => Math.max(startMs, Math.min(endMs, Math.round(atMs)));

import type {MouseEvent} from '../../surfaces/input.js';
import {MINUTE_MS} from '../../timeline/time.js';
import {movedIn, opened, scrolledBy} from './commands.js';
import {type Command, commandFor, contextOf} from './keymap.js';
import {footerRows, headerRows, isTooSmall, type Layout, layout, scrollEndOf} from './layout.js';
import type {PanelView} from './panel.js';
import {momentAt} from './panels/bar.js';
import {keyAt} from './panels/footer.js';
import {impact} from './panels/impact.js';
import {mitigations} from './panels/mitigations.js';
import {record} from './panels/record.js';
import {services} from './panels/services.js';
import {type Action, closed, type Panel} from './state.js';
import {recordIndex, type Size, type View} from './view.js';

/** The mouse: what is drawn under the pointer says what a report asks for. */

/** A panel under the pointer, with the place in it; row 0 is the first line below the title, which is row -1. */
type PanelPlace = {
  readonly type: 'panel';
  readonly panel: PanelView;
  readonly width: number;
  readonly height: number;
  readonly row: number;
  readonly column: number;
  /** What is open stands in the last column. */
  readonly isLast: boolean;
};
type Place = PanelPlace | {readonly type: 'bar'; readonly isTitle: boolean} | {readonly type: 'footer'};

/** What is drawn at a cell; undefined: nothing that can be pointed at. */
function placeAt(view: View, size: Size, column: number, row: number): Place | undefined {
  const isOnScreen = column >= 0 && column < size.columns && row >= 0 && row < size.rows;
  if (!isOnScreen || isTooSmall(size)) return undefined;
  if (row >= size.rows - footerRows) return {type: 'footer'};
  const body = layout(view, size);
  const bar = row - headerRows - body.rows;
  return bar < 0 ? panelAt(body, column, row - headerRows) : {type: 'bar', isTitle: bar === 0};
}

function panelAt({columns}: Layout, column: number, row: number): PanelPlace | undefined {
  let left = 0;
  for (const [index, {width, parts}] of columns.entries()) {
    let top = 0;
    for (const {panel, height} of parts) {
      const isInside = column >= left && column < left + width && row >= top && row < top + height;
      const isLast = index === columns.length - 1;
      if (isInside) return {type: 'panel', panel, width, height: height - 1, row: row - top - 1, column: column - left, isLast};
      top += height;
    }
    left += width + 1; // the rule between columns
  }
  return undefined;
}

/** Whether a button that was pressed on the timeline bar is still down after this report; `isHeld`: whether it was before. */
export function holdsBar(view: View, size: Size, event: MouseEvent, isHeld: boolean): boolean {
  if (event.kind === 'wheel' || event.kind === 'drag') return isHeld;
  if (event.kind !== 'down' || event.button !== 0) return false;
  const place = placeAt(view, size, event.column, event.row);
  return place?.type === 'bar' && !place.isTitle;
}

/** What a report of the mouse asks for; undefined: nothing. `isBarHeld`: whether the bar is held, this report included. */
export function commandOf(view: View, size: Size, event: MouseEvent, isBarHeld: boolean): Command | undefined {
  const {kind, column, row} = event;
  if (kind === 'wheel') return wheeled(view, size, placeAt(view, size, column, row), event.wheel);
  if (event.button !== 0 || (kind !== 'down' && kind !== 'drag')) return undefined;
  if (isBarHeld) return {type: 'seek', atMs: momentAt(view, size.columns, column)};
  const place = kind === 'down' ? placeAt(view, size, column, row) : undefined;
  if (place?.type === 'panel') return clicked(view, place);
  return place?.type === 'footer' ? clickedBelow(view, size, column) : undefined;
}

const panelNames: ReadonlyMap<PanelView, Panel> = new Map([
  [services, 'services'],
  [record, 'record'],
  [mitigations, 'mitigations'],
  [impact, 'impact'],
]);

/** A click gives a panel the keys and selects its row; on the selected row it opens that, as enter does. In what is open it only selects. */
function clicked(view: View, {panel, width, height, row, column}: PanelPlace): Action | undefined {
  const {overlay} = view.state;
  const action = row < 0 ? undefined : panel.click?.(view, width, height, row, column);
  // There enter throws a mitigation: nothing that a hand should do by pressing twice.
  if (panel === mitigations && overlay.type === 'mitigations') return action;
  if (action !== undefined && isSelected(view, action)) return opened({...view, state: {...view.state, overlay: closed}});
  const name = panelNames.get(panel);
  return action ?? (name === undefined ? undefined : {type: 'focus', panel: name});
}

/** Whether what an action selects has the cursor already. */
function isSelected(view: View, action: Action): boolean {
  const {state} = view;
  if (action.type === 'select-service') return state.focus === 'services' && state.service === action.id;
  if (action.type === 'select-mitigation') return state.focus === 'mitigations' && state.mitigation === action.id;
  if (action.type !== 'select-record' || state.focus !== 'record') return false;
  return recordIndex(view) === recordIndex({...view, state: {...state, recordOffset: action.offset}});
}

/** A hint does what its key does; a notice makes room for the hints. */
function clickedBelow(view: View, size: Size, column: number): Command | undefined {
  const {overlay, notice} = view.state;
  if (notice !== '' && !('text' in overlay)) return {type: 'say', notice: ''};
  const key = keyAt(view, size.columns, column);
  return key === undefined ? undefined : commandFor(key, view, scrollEndOf(view, size));
}

/** Lines that a notch of the wheel scrolls. */
const wheelLines = 3;

/** The wheel moves what is under the pointer: a list its selection, the bar the time, a text its lines. */
function wheeled(view: View, size: Size, place: Place | undefined, by: 1 | -1): Command | undefined {
  if (place?.type === 'bar') return {type: 'seek-by', deltaMs: by * MINUTE_MS};
  if (place?.type !== 'panel') return undefined;
  const name = panelNames.get(place.panel);
  if (name !== undefined) return name === 'impact' ? undefined : movedIn(view, name, by);
  const {overlay, screen} = view.state;
  const isOver = overlay.type === 'none' || place.isLast;
  if (!isOver || contextOf(view) === 'replay') return undefined;
  const scrollEnd = scrollEndOf(view, size);
  const scrolls = 'scroll' in (overlay.type === 'none' ? screen : overlay);
  return scrolls ? scrolledBy(view, by * wheelLines, scrollEnd) : commandFor(by === 1 ? 'down' : 'up', view, scrollEnd);
}

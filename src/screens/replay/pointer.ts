import type {Does, Place, Pointed, Room} from '../../screen/program.js';
import {MINUTE_MS} from '../../timeline/time.js';
import {movedIn, opened, scrolledBy} from './commands.js';
import {placeOf} from './keys.js';
import {momentAt} from './panels/bar.js';
import {impact} from './panels/impact.js';
import {mitigations} from './panels/mitigations.js';
import {record} from './panels/record.js';
import {services} from './panels/services.js';
import type {PanelView} from './state/panel.js';
import {type Action, closed, type Panel} from './state/state.js';
import {recordIndex, type View} from './state/view.js';

type At = Place<View, Action>;
type InPanel = Extract<At, {readonly type: 'panel'}>;

/** What a report of the mouse asks for: what is drawn under the pointer says it. The first row of the bar is its title. */
export function pointed(view: View, {event, place, held, size}: Pointed<View, Action>, room: Room): Does<Action> | 'usual' | undefined {
  if (event.kind === 'wheel') return wheeled(view, place, event.wheel, room);
  if (event.button !== 0 || (event.kind !== 'down' && event.kind !== 'drag')) return undefined;
  if (held?.type === 'foot' && held.row > 0) return {type: 'seek', atMs: momentAt(view, size.columns, event.column)};
  if (event.kind === 'drag') return undefined;
  return place?.type === 'panel' ? clicked(view, place) : place?.type === 'bottom' && !isPrompting(view) ? 'usual' : undefined;
}

const isPrompting = ({state}: View): boolean => state.overlay.type === 'go-to' || state.overlay.type === 'search';

const panelNames: ReadonlyMap<PanelView, Panel> = new Map([
  [services, 'services'],
  [record, 'record'],
  [mitigations, 'mitigations'],
  [impact, 'impact'],
]);

/** A click gives a panel the keys and selects its row; on the selected row it opens that, as enter does. In what is open it only selects. */
function clicked(view: View, {panel, width, height, row, column}: InPanel): Does<Action> | undefined {
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

/** Lines that a notch of the wheel scrolls. */
const wheelLines = 3;

/** The wheel moves what is under the pointer: a list its selection, the bar the time, a text its lines. */
function wheeled(view: View, place: At | undefined, by: 1 | -1, {scrollEnd}: Room): Does<Action> | 'usual' | undefined {
  if (place?.type === 'foot') return {type: 'seek-by', deltaMs: by * MINUTE_MS};
  if (place?.type !== 'panel') return undefined;
  const name = panelNames.get(place.panel);
  if (name !== undefined) return name === 'impact' ? undefined : movedIn(view, name, by);
  const {overlay, screen} = view.state;
  const isOver = overlay.type === 'none' || place.isLast;
  if (!isOver || placeOf(view) === 'replay') return undefined;
  const scrolls = 'scroll' in (overlay.type === 'none' ? screen : overlay);
  return scrolls ? scrolledBy(view, by * wheelLines, scrollEnd) : 'usual';
}

import {type Line, rule, span} from '../../../screen/line.js';
import {prose} from '../../../screen/prose.js';
import type {PanelView} from '../panel.js';
import {recordCursor} from '../record-cursor.js';
import {scrollOf} from '../state.js';
import type {View} from '../view.js';
import {eventDetail} from './event-detail.js';

function allLines(view: View, width: number): readonly Line[] {
  const event = view.stage.timeline.events[recordCursor(view).place];
  return event === undefined ? prose('Nothing is selected.', width, 'dim') : eventDetail(view, event, width);
}

/** The full text of the event that the cursor of the Record screen is on. */
export const recordText: PanelView = {
  scrolls: true,
  title(view, width, height) {
    const {screen, overlay} = view.state;
    const isReading = overlay.type === 'none' && screen.type === 'record' && screen.reading;
    const hidden = Math.max(0, allLines(view, width).length - (height - 1) - scrollOf(screen));
    const more = hidden > 0 ? `${hidden} more: ${isReading ? '↓' : 'tab'}` : '';
    return rule(width, [
      {at: 1, span: span('EVENT', isReading ? 'selected' : 'bold')},
      ...(more === '' ? [] : [{at: width - more.length - 3, span: span(more, 'dim')}]),
    ]);
  },
  need: (view, width) => allLines(view, width).length,
  lines(view, width, height) {
    const lines = allLines(view, width);
    const first = Math.max(0, Math.min(scrollOf(view.state.screen), lines.length - height));
    return lines.slice(first, first + height);
  },
};

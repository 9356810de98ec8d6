import {unreachable} from '../../../errors.js';
import {hourMinute} from '../../../format/clock.js';
import {printable} from '../../../format/text.js';
import {type Line, rule, span} from '../../../screen/line.js';
import {field, prose} from '../../../screen/prose.js';
import type {PanelView} from '../panel.js';
import type {Subject} from '../state.js';
import {eventOf, subjectOf, type View} from '../view.js';
import {eventDetail} from './event-detail.js';
import {mitigationDetail} from './mitigation-detail.js';
import {serviceDetail} from './service-detail.js';

/** Everything there is to say about a subject, as long as it is. */
export function linesAbout(view: View, subject: Subject | null, width: number): readonly Line[] {
  if (subject === null) return prose('Nothing is selected.', width, 'dim');
  switch (subject.kind) {
    case 'service': {
      const service = view.stage.serviceById.get(subject.id);
      return service === undefined ? [] : serviceDetail(view, service, width);
    }
    case 'event': {
      const event = eventOf(view, subject.id);
      return event === undefined ? [] : eventDetail(view, event, width);
    }
    case 'mitigation': {
      const mitigation = view.stage.timeline.mitigations.find(({id}) => id === subject.id);
      return mitigation === undefined ? [] : mitigationDetail(view, mitigation, width);
    }
    case 'happening':
      return [
        [span(' SIMULATED', 'simulated')],
        ...prose(subject.text, width, 'bold'),
        [],
        ...field('when', hourMinute(view.stage.timeline, subject.atMs), width),
        ...prose('The model worked this out by itself; the record does not say it.', width, 'dim'),
      ];
    default:
      return unreachable(subject);
  }
}

const titles: Readonly<Record<Subject['kind'], string>> = {
  service: 'SERVICE',
  event: 'EVENT',
  mitigation: 'MITIGATION',
  happening: 'SIMULATION',
};

/** The key that shows the rest of a subject. */
function moreKey({state}: View, subject: Subject | null): string {
  if (state.overlay.type === 'detail') return '↓';
  if (subject?.kind !== 'mitigation') return 'enter';
  return state.overlay.type === 'mitigations' ? 'page ↓' : 'm';
}

/** A panel about one subject; `scroll` lines of it are above the top. */
export const detailPanel = (subjectIn: (view: View) => Subject | null, scrollIn: (view: View) => number = () => 0): PanelView => ({
  title(view, width, height) {
    const subject = subjectIn(view);
    const length = linesAbout(view, subject, width).length;
    const hidden = Math.max(0, length - (height - 1) - scrollIn(view));
    const more = hidden > 0 ? `${hidden} more: ${moreKey(view, subject)}` : '';
    return rule(width, [
      {
        at: 1,
        span: span(
          printable(subject === null ? 'DETAIL' : titles[subject.kind]),
          view.state.overlay.type === 'detail' ? 'selected' : 'bold',
        ),
      },
      ...(more === '' ? [] : [{at: width - more.length - 3, span: span(more, 'dim')}]),
    ]);
  },
  lines(view, width, height) {
    const lines = linesAbout(view, subjectIn(view), width);
    const first = Math.max(0, Math.min(scrollIn(view), lines.length - height));
    return lines.slice(first, first + height);
  },
  need: (view, width) => linesAbout(view, subjectIn(view), width).length,
});

/** The selection of the panel that has the keys. */
export const detail = detailPanel(subjectOf);

/** The selected mitigation, whatever has the keys. */
export const card: PanelView = {
  ...detailPanel(
    ({state, stage}) => (stage.timeline.mitigations.length > 0 ? {kind: 'mitigation', id: state.mitigation} : null),
    ({state}) => (state.overlay.type === 'mitigations' ? state.overlay.scroll : 0),
  ),
  scrolls: true,
};

/** Beside a card: the selection of services or record. */
export const detailBesideCard = detailPanel(view =>
  view.state.focus === 'record' ? subjectOf(view) : view.stage.services.length > 0 ? {kind: 'service', id: view.state.service} : null,
);

/** What was opened over the replay. */
export const openDetail: PanelView = {
  ...detailPanel(
    ({state}) => (state.overlay.type === 'detail' ? state.overlay.subject : null),
    ({state}) => (state.overlay.type === 'detail' ? state.overlay.scroll : 0),
  ),
  scrolls: true,
};

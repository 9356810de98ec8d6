import {hourMinute} from '../../../format/clock.js';
import {printable} from '../../../format/text.js';
import {aloud, capital, sentence} from '../../../screen/aloud.js';
import {comfortable, linear, paragraphs} from '../../../screen/linear.js';
import {openPanels} from '../panels/body.js';
import {linesAbout} from '../panels/detail.js';
import {prompts} from '../panels/header.js';
import {why} from '../panels/why.js';
import {whyAsked} from '../state/answering.js';
import {answerTo} from '../state/questions.js';
import type {Overlay, Screen, Subject} from '../state/state.js';
import type {View} from '../state/view.js';
import {breakpointPlace, mitigationPlace, replayPlace} from './panels.js';
import {compareLines, fidelityLines, filterPlace, mapPlace, type Place, recordPlace} from './screens.js';
import {serviceLines} from './sentences.js';

export function placeOf(view: View): Place {
  const {overlay, screen} = view.state;
  if (overlay.type !== 'none') return overlayPlace(view, overlay);
  return screen.type === 'replay' ? replayPlace(view) : screenPlace(view, screen);
}

const place = (id: string, words: string, lines: readonly string[]): Place => ({id, words, item: '', lines});

/** What is open has a form of its own here, or is read out as its panels show it. */
function overlayPlace(view: View, overlay: Overlay): Place {
  switch (overlay.type) {
    case 'mitigations':
      return mitigationPlace(view);
    case 'why':
      return whyPlace(view, overlay.service);
    case 'detail':
      return place(`detail ${idOf(overlay.subject)}`, 'Open. Escape closes.', detailLines(view, overlay.subject));
    case 'filter':
      return filterPlace(view);
    case 'breakpoints':
      return breakpointPlace(view);
    case 'go-to':
    case 'search': {
      const {words, hint} = prompts[overlay.type];
      return place(overlay.type, aloud(`${capital(words.trim())}. It takes: ${hint}. Enter goes, escape closes.`), []);
    }
    default:
      return drawn(view, overlay.type);
  }
}

function screenPlace(view: View, {type}: Screen): Place {
  switch (type) {
    case 'compare':
      return place('compare', 'Compare: history beside this plan. SIMULATED.', compareLines(view));
    case 'map':
      return mapPlace(view);
    case 'record':
      return recordPlace(view);
    case 'fidelity':
      return place('fidelity', 'Fidelity: FACT, what was published, against SIMULATED.', fidelityLines(view));
    default:
      return drawn(view, type);
  }
}

/** Panels as they are drawn, line by line, with their titles. */
export function drawn(view: View, type: string): Place {
  const parts = openPanels(view).map(panel => {
    const need = panel.need(view, comfortable);
    return {title: linear([panel.title(view, comfortable, need + 1)]), lines: linear(panel.lines(view, comfortable, need))};
  });
  const [first, ...others] = parts;
  const name = first?.title.join(' ') || sentence(type);
  return place(type, name, [...(first?.lines ?? []), ...others.flatMap(({title, lines}) => [...title, ...lines])]);
}

const idOf = (subject: Subject): string =>
  subject.kind === 'happening' ? `${subject.atMs} ${subject.text}` : `${subject.kind} ${subject.id}`;

function detailLines(view: View, subject: Subject): readonly string[] {
  const service = subject.kind === 'service' ? view.stage.serviceById.get(subject.id) : undefined;
  return service === undefined ? linear(linesAbout(view, subject, comfortable)) : serviceLines(view, service);
}

/** Each cause is one line, with its proof and what the record says of it. */
function whyPlace(view: View, id: string): Place {
  const {timeline, serviceById} = view.stage;
  const name = printable(serviceById.get(id)?.name ?? id);
  const isPending = !view.state.playing && answerTo(view.answers, whyAsked(view)) === undefined;
  const at = hourMinute(timeline, view.state.positionMs);
  const words = `Why ${name}, at ${at}. SIMULATED.${isPending ? ' The causes are being worked out.' : ''}`;
  const [head = '', ...chain] = paragraphs(why.lines(view, comfortable, why.need(view, comfortable)));
  return place(`why ${id}`, words, isPending ? [head] : [head, ...chain]);
}

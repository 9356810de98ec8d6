import {comfortable, paragraphs} from '../../../screen/linear.js';
import {mapPath} from '../map-path.js';
import {path} from '../panels/path.js';
import {isModelled, type View} from '../view.js';
import type {Place} from './place.js';
import {serviceSentence} from './service.js';

/** The map without its lines: the selected service, and the path that leads to it from the cause. */
export function mapPlace(view: View): Place {
  const {state, stage} = view;
  const ids = [...stage.map().nodes.keys()];
  const node = stage.map().nodes.get(state.service);
  const words = `Map: who depends on whom, from the cause down. ${isModelled(view) ? 'SIMULATED' : 'FACT'}. Up and down arrow select a service, escape goes back.`;
  if (node === undefined) return {id: 'map', words, item: '', lines: ['This file names no service whose status can be shown.']};
  const head = `${serviceSentence(view, node.service)} ${ids.indexOf(node.service.id) + 1} of ${ids.length}.`;
  // The path is said once: when it is proved, or where nobody proves it.
  const isPending = mapPath(view, stage.map()).basis === 'pending';
  const lines = [head, ...(isPending ? [] : paragraphs(path.lines(view, comfortable, path.need(view, comfortable))))];
  return {id: 'map', words, item: state.service, lines};
}

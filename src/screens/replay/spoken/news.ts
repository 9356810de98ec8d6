import {plural} from '../../../format/number.js';
import {printable} from '../../../format/text.js';
import {listed, sentence} from '../../../screen/aloud.js';
import type {Status} from '../../../timeline/types.js';
import type {Happening} from '../facts.js';
import {statusOf, type View} from '../view.js';
import {happeningSentence} from './happening.js';
import {origin} from './service.js';

/** So many happenings are told one by one, the last ones. */
const mostTold = 6;

/** What has happened between two moments; on the way back, what happens at the moment itself. */
export function happeningLines(before: View, after: View): readonly string[] {
  const fromMs = before.state.positionMs;
  const toMs = after.state.positionMs;
  // Changes of status are told by the statuses themselves.
  const isTold = (happening: Happening): boolean =>
    (happening.atMs === toMs || (happening.atMs > fromMs && happening.atMs < toMs)) &&
    !(happening.kind === 'simulated' && happening.isStatus === true);
  const told = after.now.happenings.filter(isTold);
  const last = told.slice(-mostTold);
  const more = told.length - last.length;
  const head = more === 0 ? [] : [`${plural(more, 'more event')} came before these ${mostTold}; the record has them.`];
  return [...head, ...last.map(happening => happeningSentence(after, happening))];
}

/** Services whose status is not what it was, those with the same change in one sentence. */
export function statusLines(before: View, after: View): readonly string[] {
  const groups = new Map<string, {readonly is: Status; readonly was: Status; readonly names: string[]}>();
  for (const service of after.stage.services) {
    const was = statusOf(before.now.run, service, before.state.positionMs);
    const is = statusOf(after.now.run, service, after.state.positionMs);
    if (was === is) continue;
    const group = groups.get(`${was} ${is}`) ?? {is, was, names: []};
    group.names.push(printable(service.name));
    groups.set(`${was} ${is}`, group);
  }
  return [...groups.values()].map(({is, was, names}) =>
    sentence(`${listed(names)}: ${is}, ${names.length === 1 ? 'was' : 'were'} ${was}. ${origin(after)}`),
  );
}

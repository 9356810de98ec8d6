import type {Timeline, TimelineEvent} from '../../timeline/types.js';

/**
 * The places of the events that have every word, in any case, in title, detail, id or the name of a service. Looks at each text where it
 * is: a copy of a million of them in lower case would take longer to make than all searches take.
 */
export function placesOf({events, services}: Pick<Timeline, 'events' | 'services'>, words: readonly string[]): readonly number[] {
  const tests = words.map(word => {
    const pattern = patternOf(word);
    const named = new Set(services.filter(({name}) => pattern.test(name)).map(({id}) => id));
    return ({title, detail, id, services: touched}: TimelineEvent): boolean =>
      pattern.test(title) || pattern.test(detail) || pattern.test(id) || (named.size > 0 && touched.some(service => named.has(service)));
  });
  const places: number[] = [];
  for (let place = 0; place < events.length; place++) {
    const event = events[place] as TimelineEvent;
    if (tests.every(test => test(event))) places.push(place);
  }
  return places;
}

const patternOf = (word: string): RegExp => new RegExp(word.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'), 'iu');

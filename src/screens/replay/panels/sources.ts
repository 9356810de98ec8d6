import {printable} from '../../../format/text.js';
import type {Line} from '../../../screen/line.js';
import {field} from '../../../screen/prose.js';
import type {View} from '../view.js';

/** Every source with its publisher, title, date and address. */
export function sourceLines({stage}: View, ids: readonly string[], width: number): readonly Line[] {
  return ids.flatMap((id, index) => {
    const source = stage.sourceById.get(id);
    if (source === undefined) return [];
    const label = index === 0 ? (ids.length === 1 ? 'source' : 'sources') : '';
    const words = [source.publisher, source.title, source.publishedAt].filter(part => part !== '').join(', ');
    return [...field(label, words, width), ...(source.url === '' ? [] : field('', printable(source.url), width, 'dim'))];
  });
}

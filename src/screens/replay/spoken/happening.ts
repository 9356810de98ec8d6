import {dateOf, stamp} from '../../../format/clock.js';
import {printable} from '../../../format/text.js';
import {kindWords} from '../../../format/words.js';
import {aloud, sentence} from '../../../screen/aloud.js';
import type {Happening} from '../facts.js';
import {precisionWords} from '../panels/event-detail.js';
import {isWhatIf, type View} from '../view.js';

/** `FACT 02:25 recovery: …`, with how sure it is where the owner of the service does not say so; `SIMULATED 00:38: …`. In a what-if a fact is of history. */
export function happeningSentence(view: View, happening: Happening): string {
  const {timeline} = view.stage;
  if (happening.kind === 'simulated') return sentence(aloud(`SIMULATED ${stamp(timeline, happening.atMs)}: ${happening.text}`));
  const {kind, title, precision, confidence, atMs} = happening.event;
  const when = precision === 'day' ? `on ${dateOf(timeline, atMs)}` : `${precisionWords[precision]} ${stamp(timeline, atMs)}`;
  const sure = confidence === 'official' ? '' : `, ${confidence}`;
  return sentence(
    aloud(`FACT${isWhatIf(view) ? ' in history,' : ''} ${when.trim()} ${kindWords[kind].toLowerCase()}${sure}: ${printable(title)}`),
  );
}

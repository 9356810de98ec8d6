import {hourMinute} from '../../../format/clock.js';
import {compact} from '../../../format/number.js';
import {printable} from '../../../format/text.js';
import type {Line} from '../../../screen/line.js';
import {field, heading, prose} from '../../../screen/prose.js';
import {verdict} from '../../../screen/signs.js';
import type {Mitigation} from '../../../timeline/types.js';
import {answerTo} from '../questions.js';
import {latestAsked, previewAsked} from '../questions-of.js';
import {conditionWords, isWhatIf, standingOf, type View} from '../view.js';
import {latestSentence} from './latest-words.js';
import {sourceLines} from './sources.js';

/** The card of a mitigation: what it does, what it takes, and what it would save if it were thrown now. */
export function mitigationDetail(view: View, mitigation: Mitigation, width: number): readonly Line[] {
  const {words, thrown, refusal} = standingOf(view, mitigation);
  const none: Line = [];
  return [
    heading(printable(mitigation.title)),
    ...field('now', refusal ?? words, width, thrown ? 'accent' : refusal === null ? 'ok' : 'degraded'),
    ...(thrown ? [] : worth(view, mitigation, width)),
    none,
    ...prose(mitigation.detail, width),
    none,
    ...field('lead time', leadWords(view, mitigation, thrown), width),
    ...field('needs', needWords(view, mitigation), width),
    ...field('can be undone', mitigation.reversible ? 'yes' : 'no: once it works it cannot be taken back', width),
    ...(mitigation.risk === '' ? [] : field('risk', mitigation.risk, width)),
    ...(mitigation.owner === '' ? [] : field('owner', mitigation.owner, width)),
    ...sourceLines(view, mitigation.sources, width),
  ];
}

function leadWords({state, stage}: View, {leadMinutes}: Mitigation, thrown: boolean): string {
  const lead = `${leadMinutes} min`;
  if (thrown) return lead;
  return `${lead}: thrown now it works from ${hourMinute(stage.timeline, state.positionMs + leadMinutes * 60_000)}`;
}

/** What must hold before it can be thrown. */
function needWords({stage}: View, {precondition}: Mitigation): string {
  if (precondition === null) return 'nothing first';
  const words = conditionWords(stage, precondition);
  return precondition.says === '' ? words : `${precondition.says}: ${words}`;
}

/** What throwing it now would save, and until when it would save anything. */
function worth(view: View, mitigation: Mitigation, width: number): readonly Line[] {
  if (standingOf(view, mitigation).refusal !== null) return [];
  if (view.state.playing) return field('thrown now', 'pause (space) to see what it would save', width);
  return [...previewLines(view, width), ...latestLines(view, width)];
}

function previewLines(view: View, width: number): readonly Line[] {
  const {now, history, answers} = view;
  const asked = previewAsked(view);
  if (asked === null) return [];
  const preview = answerTo(answers, asked);
  const words = preview === undefined ? '…' : verdict(now.userMinutes, preview.userMinutes);
  const against = `against ${compact(now.userMinutes)}${isWhatIf(view) ? `, history ${compact(history.userMinutes)}` : ' in history'}`;
  return [...field('thrown now', words, width, 'accent'), ...field('SIMULATED', against, width)];
}

const latestLines = (view: View, width: number): readonly Line[] =>
  latestAsked(view) === null ? [] : field('useful', latestSentence(view), width);

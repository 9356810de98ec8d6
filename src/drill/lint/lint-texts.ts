import {type Path, quoted} from '../../timeline/problem.js';
import type {Incident} from '../../timeline/types.js';
import {forbidden} from '../play/words.js';
import type {DrillFile} from '../scenario/schema.js';
import type {LintedDrill, Told} from './linted-drill.js';

/** A text of a scenario and where it stands. */
export type Placed = {readonly path: Path; readonly text: string};

/** Words that rank or shame people: no screen and no report uses them, nor those that a word to the public may not hold. */
const unfit: readonly {readonly pattern: RegExp; readonly instead: string}[] = [
  ...forbidden,
  {pattern: /\b(?:winners?|losers?)\b/i, instead: 'compared with'},
  {pattern: /\bcorrect answer\b/i, instead: 'option'},
  {pattern: /\bgame over\b/i, instead: 'consequence'},
  {pattern: /\btotal score\b/i, instead: 'a profile'},
  {pattern: /\bgrade [A-F]\b/i, instead: 'performed with some challenges'},
];

/** Texts: what gives the answer away, what names the real incident, and words that hurt. */
export function textProblems({timeline, file}: LintedDrill, error: Told, warning: Told): void {
  const secrets = file.facts.flatMap(({id, text, know, words}) =>
    know.tag === 'LATE' ? (words.length > 0 ? words : [text]).map(phrase => ({id, pattern: phrasePattern(phrase)})) : [],
  );
  const names = realNames(timeline.incident);
  for (const {path, text} of participantTexts(file)) {
    for (const {id, pattern} of secrets) {
      const found = pattern.exec(text);
      if (found !== null) error(path, `says what became known only afterwards (${id}): ${quoted(found[0])}`, 'say what was seen, not why');
    }
    const name = names.exec(text);
    if (name !== null) error(path, `names the real incident: ${quoted(name[0])}`, 'participants must not be able to look it up');
  }
  for (const {path, text} of everyText(file)) {
    for (const {pattern, instead} of unfit) {
      const found = pattern.exec(text);
      if (found !== null) warning(path, `uses ${quoted(found[0])}`, `say ${instead} instead`);
    }
  }
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
const phrasePattern = (phrase: string): RegExp => new RegExp(`(?<![\\p{L}\\p{N}])${escaped(phrase)}(?![\\p{L}\\p{N}])`, 'iu');

/** Proper names out of the incident's id, title and tags: what has capitals within, or letters and digits, and an id's first part. */
export function realNames({id, title, tags}: Pick<Incident, 'id' | 'title' | 'tags'>): RegExp {
  const isName = (word: string): boolean => /^[A-Z][A-Z0-9]+$|\p{L}.*-\d|\d.*\p{L}|[a-z][A-Z]/u.test(word);
  const words = [...title.split(/[\s,]+/), ...tags].filter(isName);
  const names = [id, id.split('-')[0] ?? id, ...words].filter(word => word.length > 2 && word !== 'DNS').map(escaped);
  return new RegExp(`(?<![\\p{L}\\p{N}])(?:${[...new Set(names)].join('|')})(?![\\p{L}\\p{N}])`, 'iu');
}

/** Everything that participants may read before the reveal. */
export function participantTexts(file: DrillFile): readonly Placed[] {
  const found: Placed[] = [];
  const add = (path: Path, ...texts: readonly (string | undefined)[]): void => {
    for (const text of texts) if (text !== undefined && text !== '') found.push({path, text});
  };
  add(['codeName'], file.codeName);
  add(['purpose'], file.purpose);
  for (const key of ['brief', 'artificialities'] as const) for (const [index, text] of file[key].entries()) add([key, index], text);
  for (const key of ['areas', 'seats', 'audiences'] as const)
    for (const [index, {title}] of file[key].entries()) add([key, index, 'title'], title);
  for (const [index, {title, readings, says}] of file.panels.entries()) {
    const path = ['panels', index];
    add([...path, 'title'], title);
    for (const [at, {label}] of readings.entries()) add([...path, 'readings', at, 'label'], label);
    for (const [at, {text}] of says.entries()) add([...path, 'says', at, 'text'], text);
  }
  for (const [index, {spoken}] of file.scenes.entries()) add(['scenes', index, 'spoken'], spoken);
  for (const [index, {kind, text}] of file.msel.entries()) if (kind !== 'expectedAction') add(['msel', index, 'text'], text);
  for (const [index, {title, seen, options}] of file.decisions.entries()) {
    add(['decisions', index, 'title'], title);
    add(['decisions', index, 'seen'], seen);
    for (const [at, {text}] of options.entries()) add(['decisions', index, 'options', at, 'text'], text);
  }
  for (const [index, {title, needs, cost, risk, guard}] of file.palette.entries()) {
    for (const [key, text] of Object.entries({title, needs, cost, risk})) add(['palette', index, key], text);
    add(['palette', index, 'guard', 'title'], guard?.title);
  }
  for (const [index, {text}] of file.hypotheses.entries()) add(['hypotheses', index, 'text'], text);
  for (const [index, {levels}] of file.hints.entries())
    for (const [at, text] of levels.entries()) add(['hints', index, 'levels', at], text);
  for (const [index, {texts, says}] of file.twins.entries()) {
    for (const [id, text] of Object.entries(texts)) add(['twins', index, 'texts', id], text);
    for (const [id, words] of Object.entries(says))
      for (const [at, {text}] of words.entries()) add(['twins', index, 'says', id, at, 'text'], text);
  }
  return found;
}

/** Every text of a scenario that somebody reads, the linted and the reveal included. */
function everyText(file: DrillFile): readonly Placed[] {
  const silent = new Set(['id', 'pattern', 'signal', 'words', 'sources', 'facts', 'haltPhrase']);
  const found: Placed[] = [];
  const visit = (value: unknown, path: Path): void => {
    if (typeof value === 'string') found.push({path, text: value});
    else if (Array.isArray(value)) for (const [index, part] of value.entries()) visit(part, [...path, index]);
    else if (typeof value === 'object' && value !== null)
      for (const [key, part] of Object.entries(value)) if (!silent.has(key)) visit(part, [...path, key]);
  };
  visit(file, []);
  return found;
}

import type {AfterActionReport} from '../drill/report/aar-schema.js';
import {type Block, type Cell, heading, list, table, text} from './aar-blocks.js';

/** Section 10, in its order: history, the best known plan, how it works, what was public only later, where nobody is sure. */
export function revealSection({reveal}: AfterActionReport): readonly Block[] {
  const {history, record, best, mechanism, publicLater, conflicts, unsure} = reveal;
  const from = (sources: readonly string[]): string => (sources.length === 0 ? '' : `[${sources.join(', ')}]`);
  return [
    heading(2, '10 Reveal'),
    heading(3, 'What was done in history'),
    list(
      history.map(({decision, option}) => [`${decision}: ${option}`]),
      'History is not known to have taken these decisions.',
    ),
    table(
      'From the record (FACT)',
      ['When', 'What', 'Confidence', 'Sources'],
      record.map(({at, text, mark, sources}) => [[at.clock], [text], [mark], [sources.join(', ')]]),
      'The record names no action.',
    ),
    heading(3, 'The best known plan'),
    text(best),
    heading(3, 'How it works'),
    list(
      mechanism.map(({text, mark, sources}) => [`${mark}: ${text} ${from(sources)}`]),
      'The scenario explains nothing.',
    ),
    heading(3, 'What was public only later'),
    list(
      publicLater.map(({text, from: since, mark, sources}) => [
        `${mark}: ${text} Public${since === null ? ' later' : ` from ${since}`}. ${from(sources)}`,
      ]),
      'Nothing.',
    ),
    heading(3, 'Where sources differ'),
    list(
      conflicts.map(({what, values}) => [
        `${what.join('; ')}: ${values.map(({value, sources}) => `${value} ${from(sources)}`).join(' / ')}`,
      ]),
      'They do not.',
    ),
    heading(3, 'Where nobody is sure'),
    list(
      unsure.map(one => [one]),
      'The incident’s file says nothing of it.',
    ),
  ];
}

export function appendixSection({appendix}: AfterActionReport): readonly Block[] {
  const {glossary, assumptions, sources, replay} = appendix;
  return [
    heading(2, 'Appendix'),
    heading(3, 'Glossary'),
    list(
      glossary.map(({term, meaning}) => [`${term}: ${meaning}`]),
      '',
    ),
    heading(3, 'Assumptions of the model'),
    list(
      assumptions.map(one => [one]),
      'None are marked.',
    ),
    heading(3, 'Sources'),
    list(
      sources.map(({id, title, url}): Cell => [`${id}: ${title}`, ...(url === '' ? [] : [' ', {code: url}])]),
      'None.',
    ),
    heading(3, 'See it again'),
    replay === null ? text('From its journal, with the replay command.') : text({code: replay}),
  ];
}

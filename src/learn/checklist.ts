import {exerciseMark} from '../drill/play/words.js';
import {ladder} from './close.js';
import {lessons} from './index.js';
import type {Book} from './lesson.js';

/** What a newcomer finds out about the own team's system, by the lesson that it belongs to. */
const ours: readonly (readonly [lesson: string, blanks: readonly string[]])[] = [
  ['console', ['The panels I open first, and where they are', 'Their normal bands']],
  ['symptom', ['Who keeps our names, and how I ask them', 'How I call one of our servers directly']],
  ['caches', ['Cache times of the names our callers use', 'What a client of ours does with a wrong answer it has kept']],
  ['loop', ['A queue of ours that can feed itself', 'Where its intake is limited, and who may do it']],
  ['guards', ['A guard of ours that takes capacity away', 'How it is switched off, by whom, and who puts it back']],
  ['shed', ['What we shed first, and what never', 'What it costs whom']],
  ['words', ['Where the first word goes, and who approves it', 'How often we speak']],
  ['mini-drill', ['How I declare an incident', 'Whom I page, and how I hand over']],
];

const box = (isDone: boolean, text: string): string => `- [${isDone ? 'x' : ' '}] ${text}`;

/** A learning checklist in Markdown: ticks for what was passed, blanks for the reader's own team. */
export function checklist(book: Book): string {
  const passed = lessons.map(({id, title, goal}) => box(book[id] !== undefined, `**${title}**: ${goal}`));
  const blanks = ours.flatMap(([id, texts]) => [
    `### ${lessons.find(lesson => lesson.id === id)?.title ?? id}`,
    '',
    ...texts.map(text => box(false, `${text}: ________`)),
    '',
  ]);
  const own = book.close?.story[0];
  return [
    '# On-call learning checklist',
    '',
    `> ${exerciseMark} Ticks are for simulated lessons; nothing here is a grade.`,
    '',
    '## What I have practised',
    '',
    ...passed,
    '',
    '## How it is with us',
    '',
    ...blanks,
    '## One thing I look for in our own system',
    '',
    own === undefined ? '________' : own.replace(/[\\`*_[\]<>#|]/g, '\\$&'),
    '',
    '## What comes next',
    '',
    ...ladder.map(text => box(false, text)),
    '',
  ].join('\n');
}

import {asks, type Book, type Card, type Exercise, type Lesson, reads, type Step, verdict} from './lesson.js';

const leastWords = 8;
const newestRows = 9;

/** What comes after `learn`, in order. */
export const ladder: readonly string[] = [
  'drill --solo: a whole drill, alone',
  'scribe in a drill of your team',
  'expert in one area, then deputy',
  'incident commander with a shadow: you watch a week, then lead a week',
];

const kept = {id: 'close', title: 'Close', minutes: 1} as const;

/** The last lesson looks back at the others. */
export const closeLesson = (others: readonly Pick<Lesson, 'id' | 'card'>[]): Lesson => ({
  ...kept,
  goal: 'Name one thing to look for in your own system.',
  card: {
    title: 'One thing of your own',
    idea: 'What you have seen here has a likeness at home: a name written by a program, leases that expire together, a guard without a limit.',
    ask: 'Who would know of ours, at three in the morning?',
  },
  open: (seed, _isAgain, book) => exerciseOf(seed, book, others),
});

/** Three cards to keep: those of the lessons that took most tries; of equals, the earlier in this list. */
export function cardsToKeep(others: readonly Pick<Lesson, 'id' | 'card'>[], book: Book): readonly Card[] {
  const first = ['loop', 'guards', 'symptom'];
  const rank = (id: string): number => (first.includes(id) ? first.indexOf(id) : first.length);
  return [...others]
    .sort((a, b) => (book[b.id]?.misses ?? 0) - (book[a.id]?.misses ?? 0) || rank(a.id) - rank(b.id))
    .slice(0, 3)
    .map(({card}) => card);
}

function exerciseOf(seed: number, book: Book, others: readonly Pick<Lesson, 'id' | 'card'>[]): Exercise {
  const story = book['mini-drill']?.story ?? [];
  const steps: readonly Step[] = [
    reads(
      [
        story.length === 0
          ? 'You have not played the mini-drill yet: its log would stand here.'
          : 'This is what you did in the mini-drill. What surprised you?',
      ],
      () => [{kind: 'log', rows: story.slice(-newestRows).map(line => ({at: line.slice(0, 5), who: '', text: line.slice(5).trim()}))}],
    ),
    reads(['Three thoughts to keep, those that took you longest:'], () => [
      {kind: 'terms', rows: cardsToKeep(others, book).map(({title, ask}) => [title, ask] as const)},
    ]),
    asks(
      [
        'What is the one thing that you would look for in your own system? A name written by a program, leases that expire together, a guard without a limit…',
        'It is kept for you, and stands on your checklist (learn --checklist).',
      ],
      [{kind: 'text', id: 'lookFor', label: 'I would look for', asks: 'in your own words', start: ''}],
      {
        solution: () => ({lookFor: 'Which of our names is written by a program?'}),
        check: ({lookFor = ''}) =>
          lookFor.trim().length >= leastWords
            ? verdict('right', {truth: 'Kept.', why: 'Ask a colleague about it tomorrow: that is the tenth lesson.'})
            : verdict('near', {hint: 'A few more words, so that you understand it next week.'}),
      },
    ),
    reads(['What comes next, one after the other:'], () => [
      {kind: 'terms', rows: ladder.map((text, index) => [`${index + 1}`, text] as const)},
    ]),
  ];
  return {
    seed,
    step: given => steps[given.length] ?? null,
    explains: ['Anything counts that you could look up tomorrow in ten minutes.'],
    story: given => [given[2]?.lookFor?.trim() ?? ''].filter(text => text !== ''),
  };
}

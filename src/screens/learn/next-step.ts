import {plural} from '../../format/number.js';
import {lessons} from '../../learn/index.js';
import {placeOf} from './keys.js';
import {fieldAt} from './state.js';
import type {LearnView} from './view.js';

/** The one thing to do now, with its key. */
export function nextStep(view: LearnView): string {
  const {state, page} = view;
  const {stage} = state.walk;
  switch (placeOf(view)) {
    case 'start':
      return state.walk.given.length > 0 || Object.keys(state.walk.passed).length > 0
        ? 'Enter goes on where you were.'
        : 'Enter begins with the first lesson.';
    case 'list':
      return 'Choose a lesson with ↑ ↓, then enter.';
    case 'done':
      return 'q quits. Enter shows the lessons again.';
    case 'pick':
      return 'Choose with ↑ ↓ and enter, or type its number.';
    case 'text':
      return 'Write, then enter for the next line.';
    case 'text-last':
      return 'Write, then enter answers.';
    case 'number':
      return 'Type it, then enter for the next line.';
    case 'number-last':
      return 'Type it, then enter answers.';
    case 'turn':
      return `${fieldAt(state, page)?.kind === 'dial' ? 'Turn' : 'Choose'} with ← →, then enter for the next line.`;
    case 'turn-last':
      if (page.step?.question === null) return 'Turn with ← → and watch; enter goes on.';
      return fieldAt(state, page)?.kind === 'dial' ? 'Turn with ← →, then enter runs it.' : 'Choose with ← →, then enter answers.';
    default:
      break;
  }
  if (stage.type === 'card') {
    const next = lessons[state.walk.lesson + 1];
    return next === undefined
      ? 'Enter ends the lesson.'
      : `Passed. Enter goes on to ${next.title.toLowerCase()}: about ${plural(next.minutes, 'minute')}.`;
  }
  if (stage.type === 'explained') return 'Enter begins again, with other numbers.';
  if (stage.type !== 'told') return page.step?.question == null ? 'Read, then enter goes on.' : 'Enter shows what it comes to.';
  if (stage.verdict.grade === 'right' || stage.verdict.grade === 'noted') return 'Enter goes on.';
  if (stage.isLastTry) return 'Enter explains it.';
  return stage.verdict.isSpent ? 'Enter tries it with other numbers.' : 'Enter goes back: try again.';
}

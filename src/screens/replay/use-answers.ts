import {useEffect, useMemo, useState} from 'react';
import type {Prepared} from '../../engine/simulate.js';
import {workOn} from './answering.js';
import {afterDelay, type Workbench, workbench} from './background.js';
import {type Answers, noAnswers, type Question} from './questions.js';

/** Works on questions between keys and frames. Returns the answers as they are now, to draw, and where to look for the newest. */
export function useAnswers(prepared: Prepared, questions: readonly Question[]): {readonly answers: Answers; readonly bench: Workbench} {
  const [answers, setAnswers] = useState(noAnswers);
  const bench = useMemo(() => workbench(workOn(prepared), setAnswers, afterDelay), [prepared]);
  // After every frame: the same questions as before change nothing.
  useEffect(() => bench.ask(questions));
  useEffect(() => () => bench.close(), [bench]);
  return {answers, bench};
}

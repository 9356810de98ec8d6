import {userMinutes} from '../../format/number.js';
import type {DrillState} from '../scenario/state.js';
import type {Finding} from './aar-schema.js';
import type {Figure} from './figure.js';
import type {Profile} from './profile.js';

/** What a figure says in words, where it says something clear. */
type Rule = {
  readonly figure: RegExp;
  readonly isStrength: (value: number) => boolean;
  readonly isArea: (value: number) => boolean;
  readonly strength: (figure: Figure) => string;
  readonly area: (figure: Figure) => string;
};

const atLeast = (limit: number) => (value: number) => value >= limit;
const below = (limit: number) => (value: number) => value < limit;
const never = () => false;
const counts = ({value, of}: Figure): string => `${Math.round((value ?? 0) * (of ?? 0))} of ${of ?? 0}`;
const percents = ({value}: Figure): string => `${Math.round((value ?? 0) * 100)} %`;
const whom = ({what}: Figure): string => what.split(':')[0] ?? what;

const rules: readonly Rule[] = [
  {
    figure: /^evidence\.seen$/,
    isStrength: atLeast(0.8),
    isArea: below(0.5),
    strength: figure => `Orders followed what had been seen: ${counts(figure)} came after their cue.`,
    area: figure => `${counts(figure)} orders came after their cue had been seen; the others came before anything showed it.`,
  },
  {
    figure: /^care\.checked$/,
    isStrength: atLeast(0.8),
    isArea: below(0.5),
    strength: figure => `Effects were looked at in time: ${counts(figure)} orders.`,
    area: figure => `Orders whose effect was looked at while it settled: ${counts(figure)}.`,
  },
  {
    figure: /^words\.[^.]+\.coverage$/,
    isStrength: atLeast(0.8),
    isArea: below(0.5),
    strength: figure => `${whom(figure)}: a word that was new enough during ${percents(figure)} of the impact.`,
    area: figure => `${whom(figure)}: a word that was new enough during ${percents(figure)} of the impact.`,
  },
  {
    figure: /^words\.[^.]+\.truth$/,
    isStrength: atLeast(1),
    isArea: below(1),
    strength: figure => `${whom(figure)}: every claim was so, and had been seen.`,
    area: figure => `${whom(figure)}: ${counts(figure)} claims were so and had been seen.`,
  },
  {
    figure: /^words\.[^.]+\.ends$/,
    isStrength: never,
    isArea: atLeast(1),
    strength: () => '',
    area: figure => `${whom(figure)}: ${figure.value} words promised an end that nobody knew.`,
  },
  {
    figure: /^decisions\.defensible$/,
    isStrength: atLeast(0.75),
    isArea: never,
    strength: figure => `${counts(figure)} decisions lay in the defensible set, on what was known then.`,
    area: () => '',
  },
  {
    figure: /^picture\.brier$/,
    isStrength: below(0.15),
    isArea: atLeast(0.25),
    strength: figure => `Beliefs were close to what was so: Brier ${figure.value?.toFixed(2)}.`,
    area: figure => `Beliefs were no closer to what was so than always saying 50 %: Brier ${figure.value?.toFixed(2)}.`,
  },
  {
    figure: /^command\.without$/,
    isStrength: below(5.1),
    isArea: atLeast(15),
    strength: figure => `Somebody had command ${figure.value} minutes into the impact.`,
    area: figure => `${figure.value} minutes of impact passed before somebody took command.`,
  },
  {
    figure: /^care\.guardUnowned$/,
    isStrength: never,
    isArea: atLeast(1),
    strength: () => '',
    area: figure => `A protection was off for ${figure.value} minutes without an owner.`,
  },
  {
    figure: /^impact\.versusHistory$/,
    isStrength: value => value < 0,
    isArea: never,
    strength: figure => `Users lost ${userMinutes(-(figure.value ?? 0))} less than in history, as simulated.`,
    area: () => '',
  },
];

/** What went well and what to look at, from the figures and the evaluator's ratings; strengths come first in every report. */
export function findingsOf(
  {rated}: DrillState,
  {impact, decisions, orders, picture, words, command}: Profile,
): {readonly strengths: readonly Finding[]; readonly areas: readonly Finding[]} {
  const figures = [impact, decisions, picture, words, command].flatMap(({figures}) => figures);
  const all = [...orders.evidence, ...orders.care, ...figures];
  const ofRating = (those: readonly string[]): readonly Finding[] =>
    rated
      .filter(({rating, note}) => those.includes(rating) && note.trim() !== '')
      .map(({id, objective, rating, note}) => ({text: `${objective}, rated ${rating}`, quote: {said: note}, evidence: [id]}));
  const found = rules.flatMap(rule => {
    const known = all.filter(({id, value}) => rule.figure.test(id) && value !== null);
    return known.map(figure => ({rule, figure, value: figure.value as number}));
  });
  const finding = (text: string, {evidence}: Figure): Finding => ({text, quote: null, evidence: [...evidence]});
  return {
    strengths: [
      ...ofRating(['P', 'S']),
      ...found.filter(({rule, value}) => rule.isStrength(value)).map(({rule, figure}) => finding(rule.strength(figure), figure)),
    ],
    areas: [
      ...ofRating(['M', 'U']),
      ...found.filter(({rule, value}) => rule.isArea(value)).map(({rule, figure}) => finding(rule.area(figure), figure)),
    ],
  };
}

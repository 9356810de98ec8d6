/** What the record is filtered by. */
export const dimensions = ['kinds', 'confidences', 'services'] as const;
export type Dimension = (typeof dimensions)[number];

/** Which names are shown: these alone, or all but these. */
export type Choice = {readonly only: boolean; readonly names: readonly string[]};

/**
 * Which events of the record are listed: those whose kind and confidence are shown and that touch a service that is; an event that
 * touches none goes by the name ''. A plain value that can be kept as JSON.
 */
export type Filter = Readonly<Record<Dimension, Choice>>;

const all: Choice = {only: false, names: []};
const none: Choice = {only: true, names: []};

export const noFilter: Filter = {kinds: all, confidences: all, services: all};

const isAll = ({only, names}: Choice): boolean => !only && names.length === 0;

export const isFiltering = (filter: Filter): boolean => !dimensions.every(dimension => isAll(filter[dimension]));

export const isShown = ({only, names}: Choice, name: string): boolean => names.includes(name) === only;

/** How many of `total` names are shown. */
export const shownOf = ({only, names}: Choice, total: number): number => (only ? names.length : total - names.length);

/** One name shown or hidden; what then shows or hides all `total` names is written as such. */
export function toggled(filter: Filter, dimension: Dimension, name: string, total: number): Filter {
  const {only, names} = filter[dimension];
  const others = names.filter(other => other !== name);
  const changed = others.length < names.length ? others : [...names, name];
  const isWhole = changed.length === total;
  return {...filter, [dimension]: isWhole ? (only ? all : none) : {only, names: changed}};
}

/** All names of a dimension hidden; where some are hidden already, all shown. */
export const toggledWhole = (filter: Filter, dimension: Dimension): Filter => ({
  ...filter,
  [dimension]: isAll(filter[dimension]) ? none : all,
});

import {UserError} from '../errors.js';
import type {Rules} from './enactor.js';
import {type Model, modelOf} from './model.js';
import {begin, enabledAt, type Position, take} from './position.js';
import {type Protection, protect, protectionNames, variantOf} from './protections.js';
import {checkedSize, dimensions, type Size} from './size.js';

/** The keys of the steps that can be done at a position, in order. More than there can be. */
const keys = '123456789abcdefghijklmnopqrstuvwxyz';
const longestPath = 10_000;
const form = /^(\d{1,2})-(\d{1,2})-(\d{1,2})-(\d{1,2})-([a-z+]+)-(0|[1-9a-z]+)-([0-9a-z]{2})$/;

/**
 * A position as a code to copy: the world, then the keys that lead there from the start, then two letters that tell a damaged code:
 * `3-4-1-2-none-41144153-k7`. The whole way, not the situation alone: who comes back can undo, and sees what was answered when.
 */
export function codeOf({model, path}: Position): string {
  const {size, protect: chosen} = model.rules;
  let position = begin(model);
  let typed = '';
  for (const action of path) {
    typed += keyOf(enabledAt(position).findIndex(({name, enactor}) => name === action.name && enactor === action.enactor));
    position = take(position, action);
  }
  const code = [...dimensions.map(name => size[name]), variantOf(chosen), typed || '0'].join('-');
  return `${code}-${checkOf(code)}`;
}

/** The key that does the step at this place, from 0. */
export const keyOf = (place: number): string => keys[place] ?? '?';

/** A code → its position. Throws a UserError with exit code 2 for anything that is no code. */
export function positionOf(text: string): Position {
  const code = text.trim();
  const match = code.length > longestPath ? null : form.exec(code);
  if (match === null) throw noCode(text, 'it looks like 3-4-1-2-none-4115-x7');
  const [, enactors, plans, endpoints, age, variant = '', typed = '', check] = match;
  if (check !== checkOf(code.slice(0, -3))) throw noCode(text, 'its last two letters do not fit the rest: it was cut or changed');
  const size = checkedSize({enactors: Number(enactors), plans: Number(plans), endpoints: Number(endpoints), age: Number(age)});
  return followed(modelOf(rulesOf(text, size, variant)), typed === '0' ? '' : typed, text);
}

function rulesOf(text: string, size: Size, variant: string): Rules {
  const names = variant === 'none' ? [] : variant.split('+');
  const unknown = names.find(name => !(protectionNames as readonly string[]).includes(name));
  if (unknown !== undefined) throw noCode(text, `it names a protection that does not exist: ${unknown}`);
  return {size, protect: protect(...(names as Protection[]))};
}

function followed(model: Model, typed: string, text: string): Position {
  let position = begin(model);
  for (const key of typed) {
    const action = enabledAt(position)[keys.indexOf(key)];
    if (action === undefined) throw noCode(text, `its step ${position.path.length + 1} cannot be done`);
    position = take(position, action);
  }
  return position;
}

function noCode(text: string, why: string): UserError {
  const shown = JSON.stringify(text.length > 60 ? `${text.slice(0, 59)}…` : text);
  return new UserError(`race: ${shown} is no position: ${why}.`, 'Copy the whole code, from the first number to the last letter.', 2);
}

/** Two letters that another code has once in a thousand. */
function checkOf(code: string): string {
  let sum = 7;
  for (let index = 0; index < code.length; index++) sum = (Math.imul(sum, 31) + code.charCodeAt(index)) >>> 0;
  return (sum % 36 ** 2).toString(36).padStart(2, '0');
}

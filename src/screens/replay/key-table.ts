import {type Binding, groups, keysOf, rowsOf} from './keymap.js';

/** The keys as a table for the README. */
export function keyTable(): string {
  const keys = (binding: Binding) =>
    keysOf(binding)
      .split(' ')
      .map(key => (key === '…' ? key : `\`${key}\``))
      .join(' ');
  const rows = groups.flatMap(group => rowsOf(group).map(binding => `| ${keys(binding)} | ${binding.help} |`));
  return ['| key | does |', '|---|---|', ...rows, ''].join('\n');
}

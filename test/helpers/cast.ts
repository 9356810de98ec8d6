import xterm from '@xterm/headless';
import * as z from 'zod';

/** A header as https://docs.asciinema.org/manual/asciicast/v3/ has it. */
const color = z.string().regex(/^#[0-9a-f]{6}$/i);
const theme = z.strictObject({fg: color, bg: color, palette: z.string().regex(/^#[0-9a-f]{6}(:#[0-9a-f]{6}){7,15}$/i)});
const header = z.strictObject({
  version: z.literal(3),
  term: z.strictObject({
    cols: z.int().positive(),
    rows: z.int().positive(),
    type: z.string().optional(),
    version: z.string().optional(),
    theme: theme.optional(),
  }),
  timestamp: z.int().optional(),
  idle_time_limit: z.number().optional(),
  command: z.string().optional(),
  title: z.string().optional(),
  env: z.record(z.string(), z.string()).optional(),
  tags: z.array(z.string()).optional(),
});
const seconds = z.number().nonnegative();
const event = z.union([
  z.tuple([seconds, z.enum(['o', 'i', 'm']), z.string()]),
  z.tuple([seconds, z.literal('r'), z.string().regex(/^\d+x\d+$/)]),
  z.tuple([seconds, z.literal('x'), z.string().regex(/^\d+$/)]),
]);

export type Cast = {
  readonly header: z.output<typeof header>;
  readonly events: readonly {readonly afterSeconds: number; readonly code: string; readonly data: string}[];
};

/** A recording of version 3, read strictly: whatever the specification does not know throws. */
export function castOf(text: string): Cast {
  const [first = '', ...lines] = text.split('\n');
  if (lines.pop() !== '') throw new Error('the last line is not whole');
  return {
    header: header.parse(JSON.parse(first)),
    events: lines
      .filter(line => !line.startsWith('#'))
      .map(line => event.parse(JSON.parse(line)))
      .map(([afterSeconds, code, data]) => ({afterSeconds, code, data})),
  };
}

/** Everything the terminal was told. */
export const outputOf = ({events}: Cast): string =>
  events
    .filter(({code}) => code === 'o')
    .map(({data}) => data)
    .join('');

/** What a player shows at the end: the rows, without blanks at their ends. */
export async function replayed({header: {term}, events}: Cast): Promise<readonly string[]> {
  const terminal = new xterm.Terminal({cols: term.cols, rows: term.rows, allowProposedApi: true});
  for (const {code, data} of events) {
    if (code === 'o') await new Promise<void>(resolve => terminal.write(data, resolve));
    const [columns = 0, rows = 0] = data.split('x').map(Number);
    if (code === 'r') terminal.resize(columns, rows);
  }
  const {active} = terminal.buffer;
  return Array.from(
    {length: terminal.rows},
    (_, row) =>
      active
        .getLine(active.baseY + row)
        ?.translateToString()
        .trimEnd() ?? '',
  );
}

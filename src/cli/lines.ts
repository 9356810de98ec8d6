/** A line of text; or what makes it none. */
export type TextLine = {readonly text: string} | {readonly problem: 'too long' | 'not UTF-8'};

/**
 * Bytes as they come in → lines without their ends; empty ones are left out. A line of more than `mostBytes` is not kept in memory.
 */
export async function* linesOf(chunks: AsyncIterable<Uint8Array>, mostBytes: number): AsyncIterable<TextLine> {
  let parts: Uint8Array[] = [];
  let length = 0;
  const add = (part: Uint8Array): void => {
    length += part.length;
    if (length > mostBytes) parts = [];
    else parts.push(part);
  };
  const ended = (): TextLine | null => {
    const line = length > mostBytes ? ({problem: 'too long'} as const) : textLine(Buffer.concat(parts));
    parts = [];
    length = 0;
    return line;
  };
  for await (const chunk of chunks) {
    let from = 0;
    for (let end = chunk.indexOf(newline); end >= 0; end = chunk.indexOf(newline, from)) {
      add(chunk.subarray(from, end));
      from = end + 1;
      const line = ended();
      if (line !== null) yield line;
    }
    add(chunk.subarray(from));
  }
  const last = ended();
  if (last !== null) yield last;
}

const newline = 10;

/** Null: nothing but white space. */
function textLine(bytes: Uint8Array): TextLine | null {
  try {
    const text = new TextDecoder('utf-8', {fatal: true}).decode(bytes);
    return text.trim() === '' ? null : {text};
  } catch (error) {
    if (error instanceof TypeError) return {problem: 'not UTF-8'};
    throw error;
  }
}

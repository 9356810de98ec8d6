/** A mistake of the user: the message says what, the hint says what to do. Never carries a stack to the screen. */
export class UserError extends Error {
  override readonly name: string = 'UserError';
  constructor(
    message: string,
    readonly hint = '',
    /** 1: the thing asked about does not hold; 2: wrong usage. */
    readonly exitCode: 1 | 2 = 1,
  ) {
    super(message);
  }
}

/** Exit code of a program that ends because of a bug in it (EX_SOFTWARE). */
export const bugExitCode = 70;

/** One problem of a timeline file, with its place. Lines and columns count from 1; 0 where the place is the whole file. */
export type Issue = {
  readonly path: string;
  readonly message: string;
  readonly hint: string;
  readonly severity: 'error' | 'warning';
  readonly line: number;
  readonly column: number;
};

/** A timeline that cannot be used, with every problem found in it. */
export class TimelineError extends UserError {
  override readonly name = 'TimelineError';
  constructor(
    readonly fileName: string,
    readonly issues: readonly Issue[],
  ) {
    super(issues.map(({line, column, path, message}) => `${fileName}:${line}:${column} ${path} ${message}`).join('\n'));
  }
}

/** Tells the compiler that a union has no case left; a value that gets here is a bug. */
export function unreachable(value: never): never {
  throw new Error(`unreachable: ${JSON.stringify(value)}`);
}

/** The package's version, put in by the bundler (and by the tests' configuration). */
declare const __VERSION__: string;

export const version: string = __VERSION__;

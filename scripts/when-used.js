// Stand-ins in the bundle for what is costly to make, is made by several packages as soon as they are loaded, and is hardly ever needed:
// the tables of `Intl.Segmenter` take 6 ms of every start, a pattern of all emoji 10 ms.
const {Segmenter} = Intl;

export class SegmenterWhenUsed {
  #options;
  #segmenter;

  constructor(...options) {
    this.#options = options;
  }

  segment(text) {
    this.#segmenter ??= new Segmenter(...this.#options);
    return this.#segmenter.segment(text);
  }
}

export class PatternWhenUsed {
  #make;
  #pattern;

  constructor(make) {
    this.#make = make;
  }

  test(text) {
    this.#pattern ??= this.#make();
    return this.#pattern.test(text);
  }
}

// Names of a browser that the types of playwright-core ask for; the program itself never sees one.
interface Node {
  readonly nodeType: number;
}
// biome-ignore lint/suspicious/noEmptyInterface: only its name is asked for
interface HTMLElementTagNameMap {}

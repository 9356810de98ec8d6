// Loaded before anything else: says it in words, where an older Node would only stumble over newer syntax.
const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`incident-replay needs Node.js 20.19 or newer, and this is ${process.version}. The current one is at https://nodejs.org`);
  process.exit(1);
}

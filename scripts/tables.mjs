// JSON Schema → the Markdown tables of timelines/README.md; what else is written into a README.

const cell = text => text.replaceAll('|', '\\|').replaceAll('\n', ' ');
const code = text => `\`${text}\``;

const nameOf = ref => ref.slice('#/$defs/'.length);

/** What may stand there, in a word or two. */
function typeOf(node) {
  if (node.$ref !== undefined) return nameOf(node.$ref) === 'numberOrParameter' ? 'number' : nameOf(node.$ref);
  if (node.const !== undefined) return code(JSON.stringify(node.const));
  if (node.enum !== undefined) return node.enum.length > 12 ? 'name' : node.enum.map(value => code(value)).join(', ');
  const options = node.anyOf ?? node.oneOf;
  if (options !== undefined) {
    const rest = options.filter(option => option.$ref !== '#/$defs/parameter');
    if (rest.length > 2) return 'object';
    return rest.map(typeOf).join(' or ');
  }
  if (node.type === 'array')
    return node.prefixItems === undefined ? `list of ${plural(node.items)}` : `[${node.prefixItems.map(typeOf).join(', ')}]`;
  if (node.type === 'string') return 'text';
  if (node.type === 'boolean') return 'true, false';
  if (node.type === 'integer' || node.type === 'number') return `${node.type === 'integer' ? 'whole number' : 'number'}${rangeOf(node)}`;
  if (node.type === 'object')
    return node.properties === undefined && Object.keys(node.additionalProperties ?? {}).length > 0
      ? `name → ${typeOf(node.additionalProperties)}`
      : 'object';
  return node.type ?? 'anything';
}

const plural = items =>
  ({string: 'texts', object: 'objects', number: 'numbers'})[items.type] ??
  (items.oneOf || items.anyOf ? 'objects' : items.$ref ? `${nameOf(items.$ref)}s` : typeOf(items));

const boundless = Number.MAX_SAFE_INTEGER;

function rangeOf({minimum, exclusiveMinimum, maximum}) {
  const low =
    exclusiveMinimum !== undefined ? `> ${exclusiveMinimum}` : minimum !== undefined && minimum > -boundless ? `≥ ${minimum}` : '';
  const high = maximum !== undefined && maximum < boundless ? `≤ ${maximum}` : '';
  const both = [low, high].filter(text => text !== '').join(', ');
  return both === '' ? '' : ` ${both}`;
}

const isOptional = text => /Default: |^Without it|\. Without it/.test(text);

function defaultOf(key, node, required) {
  if (required.includes(key)) return 'required';
  if (isOptional(node.description ?? '')) return 'see there';
  if (node.default === undefined) return 'none';
  const text = JSON.stringify(node.default);
  return text === '""' || text === '[]' || text === '{}' ? 'empty' : code(text);
}

function rows(node, skipped = []) {
  const keys = Object.entries(node.properties ?? {}).filter(([key]) => !skipped.includes(key));
  return [
    '| field | type | default | meaning |',
    '|---|---|---|---|',
    ...keys.map(
      ([key, part]) =>
        `| ${code(key)} | ${cell(typeOf(part))} | ${cell(defaultOf(key, part, node.required ?? []))} | ${cell(part.description ?? '')} |`,
    ),
  ].join('\n');
}

/** The table of the object at a path: `services[].status`, `model.parameters{}`, `file`. */
export function tableOf(schema, path) {
  const parts = path === 'file' ? [] : path.match(/[A-Za-z]+|\[\]|\{\}/g);
  const node = parts.reduce((holder, part) => {
    const options = holder.anyOf?.find(option => option.properties !== undefined) ?? holder;
    if (part === '[]') return options.items;
    if (part === '{}')
      return options.additionalProperties.anyOf?.find(option => option.properties !== undefined) ?? options.additionalProperties;
    return options.properties[part];
  }, schema);
  return `${rows(node)}\n`;
}

/** The smallest thing that fits a schema; names stand for themselves. */
function sample(node, key) {
  if (node.const !== undefined) return node.const;
  if (node.default !== undefined) return node.default;
  if (node.enum !== undefined) return node.enum[0];
  if (node.$ref === '#/$defs/instant') return '2000-01-01T00:00:00Z';
  if (node.$ref === '#/$defs/expression') return 1;
  if (node.anyOf !== undefined) return sample(node.anyOf[0], key);
  if (node.type === 'number' || node.type === 'integer') return Math.max(1, node.minimum ?? 1);
  if (node.type === 'array') return node.minItems ? [sample(node.items, key)] : [];
  if (node.type !== 'object') return `<${key.replace(/e?s$/, '')}>`;
  if (node.properties === undefined) return {[`<${key.replace(/e?s$/, '')}>`]: sample(node.additionalProperties, key)};
  return Object.fromEntries((node.required ?? []).map(name => [name, sample(node.properties[name], name === 'id' ? key : name)]));
}

/** A section for every mechanism: its keys, its fault, its verbs, its outputs. */
export function mechanismReference(schema, mechanisms) {
  const {components, faults} = schema.properties.model.properties;
  return mechanisms
    .map(({type, what, verbs, fault, outputs, parameters}) => {
      const node = components.items.oneOf.find(option => option.properties.type.const === type);
      const {type: _type, id: _id, ...own} = sample({...node, default: undefined}, type);
      const signals = outputs(parameters.parse(own));
      const verbNames = Object.entries(verbs);
      return [
        `### ${code(type)}\n\n${what}\n`,
        Object.keys(node.properties).length > 2 ? `${rows(node, ['type', 'id'])}\n${nested(node)}` : '',
        `Signals:\n\n${signals.map(({name, unit, what: meaning}) => `- ${name === '' ? 'its id' : code(`.${name}`)}, ${unit}: ${meaning.replaceAll('<', '\\<')}`).join('\n')}\n`,
        verbNames.length > 0
          ? `Verbs:\n\n${verbNames.map(([verb, {what: effect, parameters: given}]) => `- ${code(verb)}${paramsOf(given)}: ${effect}`).join('\n')}\n`
          : '',
        fault === undefined ? '' : `Fault, besides ${code('target')}:\n\n${rows(faultNode(faults, fault), ['target'])}\n`,
      ]
        .filter(text => text !== '')
        .join('\n');
    })
    .join('\n');
}

const faultNode = (faults, fault) => {
  const kind = [...fault.shape.kind.values][0];
  return (faults.items.anyOf ?? faults.items.oneOf ?? [faults.items]).find(option => option.properties.kind.const === kind);
};

/** Tables of the objects inside a component. */
function nested(node) {
  return Object.entries(node.properties)
    .map(([key, part]) => {
      if (part.properties !== undefined) return `\nIn ${code(key)}:\n\n${rows(part)}\n`;
      const item = part.items ?? part.additionalProperties;
      return item?.properties === undefined ? '' : `\nEach of ${code(key)}:\n\n${rows(item)}\n`;
    })
    .join('');
}

/** ` (share = 1)` */
function paramsOf(schema) {
  const shape = schema.shape ?? {};
  const names = Object.entries(shape).map(([name, part]) => {
    const fallback = part.def?.type === 'default' ? ` = ${JSON.stringify(part.def.defaultValue)}` : '';
    return `${code(name)}${fallback}`;
  });
  return names.length === 0 ? '' : ` (${names.join(', ')})`;
}

/** Classes of published edges: how many, and how far off. */
export function fidelityTable(classes) {
  const minutes = error => (error === null ? '–' : `${error.toFixed(1)} min`);
  const lines = classes.map(
    ({name, n, meanAbsError, maxAbsError, worth}) => `| ${name} | ${n} | ${minutes(meanAbsError)} | ${minutes(maxAbsError)} | ${worth} |`,
  );
  return ['| class | edges | mean error | worst | |', '|---|---|---|---|---|', ...lines, ''].join('\n');
}

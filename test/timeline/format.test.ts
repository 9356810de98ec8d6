import {execFile} from 'node:child_process';
import {readdirSync, readFileSync} from 'node:fs';
import {fileURLToPath} from 'node:url';
import {promisify} from 'node:util';
import {describe, expect, it} from 'vitest';
import {drillSchema} from '../../src/drill/scenario/schema.js';
import {timelineJsonSchema} from '../../src/engine/json-schema.js';
import {prepare} from '../../src/engine/simulate.js';
import {issuesOf, loadTimeline} from '../../src/import/load.js';
import {mechanisms} from '../../src/mechanisms/index.js';
import {soundFile} from './sound-file.js';

type Node = {readonly [key: string]: unknown};

const root = new URL('../..', import.meta.url);
const readme = readFileSync(new URL('timelines/README.md', root), 'utf8');
const drillDocument = readFileSync(new URL('timelines/DRILL.md', root), 'utf8');
const schema = timelineJsonSchema(drillSchema);

/** Every object of the schema that names its keys. */
function objectsIn(value: unknown): readonly Node[] {
  if (typeof value !== 'object' || value === null) return [];
  const inner = Object.values(value).flatMap(objectsIn);
  return 'properties' in value && 'type' in value ? [value as Node, ...inner] : inner;
}

/** What a value breaks of the part of JSON Schema that the timeline's schema uses. */
function broken(value: unknown, node: Node, path = '$'): readonly string[] {
  if (typeof node.$ref === 'string')
    return broken(value, (schema.$defs as Record<string, Node>)[node.$ref.slice('#/$defs/'.length)] as Node, path);
  const options = (node.anyOf ?? node.oneOf) as readonly Node[] | undefined;
  if (options !== undefined) return options.some(option => broken(value, option, path).length === 0) ? [] : [`${path} fits no form`];
  if (node.const !== undefined) return value === node.const ? [] : [`${path} is not ${node.const}`];
  if (Array.isArray(node.enum)) return node.enum.includes(value) ? [] : [`${path} is none of ${node.enum}`];
  if (node.type === 'array') {
    if (!Array.isArray(value)) return [`${path} is no list`];
    const forms = node.prefixItems as readonly Node[] | undefined;
    return value.flatMap((part, index) => broken(part, forms?.[index] ?? (node.items as Node), `${path}[${index}]`));
  }
  if (node.type === 'object') return brokenObject(value, node, path);
  if (node.type === 'number' || node.type === 'integer')
    return typeof value === 'number' && value >= Number(node.minimum ?? -Infinity) ? [] : [`${path} is no such number`];
  if (node.type === 'string')
    return typeof value === 'string' && new RegExp(String(node.pattern ?? ''), 'u').test(value) ? [] : [`${path} is no such text`];
  if (node.type === 'boolean') return typeof value === 'boolean' ? [] : [`${path} is neither true nor false`];
  if (node.type === 'null') return value === null ? [] : [`${path} is not null`];
  return [];
}

function brokenObject(value: unknown, node: Node, path: string): readonly string[] {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [`${path} is no object`];
  const properties = (node.properties ?? {}) as Record<string, Node>;
  const missing = ((node.required ?? []) as readonly string[]).filter(key => !(key in value)).map(key => `${path}.${key} is missing`);
  const wrong = Object.entries(value).flatMap(([key, part]) => {
    if (key.startsWith('x-')) return [];
    const form = Object.hasOwn(properties, key) ? properties[key] : node.additionalProperties;
    return form === false
      ? [`${path}.${key} is unknown`]
      : typeof form === 'object' && form !== null
        ? broken(part, form as Node, `${path}.${key}`)
        : [];
  });
  return [...missing, ...wrong];
}

describe('the JSON Schema', () => {
  it('and the tables of the documentation are what the sources say', async () => {
    await promisify(execFile)(process.execPath, [fileURLToPath(new URL('scripts/docs.mjs', root)), '--check']);
  });

  it('takes every shipped timeline, the sound file, and its own defaults', () => {
    const shipped = readdirSync(new URL('timelines/', root)).filter(name => name.endsWith('.json') && name !== 'timeline.schema.json');
    for (const name of shipped) expect(broken(JSON.parse(readFileSync(new URL(`timelines/${name}`, root), 'utf8')), schema)).toEqual([]);
    const {drill: _opaque, ...record} = soundFile;
    expect(broken(record, schema)).toEqual([]);
    expect(broken({schemaVersion: 1, incident: {id: 'x', title: 'X', startsAt: '2024-05-06T09:00:00Z'}, events: []}, schema)).toEqual([]);
  });

  it.each([
    'bad-names',
    'component-keys',
    'expressions',
    'missing-keys',
    'newer-version',
    'time-without-offset',
    'unknown-key',
    'unknown-type',
    'wrong-types',
  ])('does not take the broken file %s', name => {
    expect(broken(JSON.parse(readFileSync(new URL(`test/fixtures/broken/${name}.json`, root), 'utf8')), schema)).not.toEqual([]);
  });

  it('lets an author add x- keys to every object that names its keys', () => {
    for (const node of objectsIn(schema))
      expect(node).toMatchObject(
        node.additionalProperties === false && 'param' in (node.properties as Node) ? {} : {patternProperties: {'^x-': {}}},
      );
  });

  it('says of every field of the file what it means', () => {
    const {components: _components, faults: _faults, ...model} = (schema.properties as {model: {properties: Node}}).model.properties;
    const own = [...objectsIn(model), ...objectsIn({...schema, $defs: {}, properties: {...(schema.properties as Node), model: {}}})];
    const fields = own.flatMap(({properties}) => Object.entries(properties as Record<string, Node>)).filter(([key]) => key !== 'model');
    expect(fields.filter(([, {description}]) => !description).map(([key]) => key)).toEqual([]);
  });
});

describe('the documentation of the format', () => {
  it('names every key of the schema', () => {
    const keys = new Set(objectsIn({...schema, $defs: {}}).flatMap(({properties}) => Object.keys(properties as Node)));
    expect([...keys].filter(key => !`${readme}${drillDocument}`.includes(`\`${key}\``))).toEqual([]);
  });

  it('names every mechanism and its verbs', () => {
    for (const {type, verbs} of mechanisms) for (const name of [type, ...Object.keys(verbs)]) expect(readme).toContain(`\`${name}\``);
  });

  const examples = [...readme.matchAll(/```jsonc\n([\s\S]*?)```/g)].map(([, text]) => text as string);

  it('has two whole examples without a problem', () => {
    expect(examples.map(text => issuesOf(text))).toEqual([[], []]);
  });

  it('begins with a record that replays: checkout is down, then up', () => {
    const {history} = prepare(loadTimeline('example', examples[0] as string));
    expect(history.tracks.get('checkout')?.changes.map(({status}) => status)).toEqual(
      expect.arrayContaining(['major outage', 'operational']),
    );
  });

  it('goes on with a model in which doubling the workers ends what the burst began', () => {
    const timeline = loadTimeline('example', examples[1] as string);
    const {history} = prepare(timeline);
    const words = history.tracks.get('mail')?.changes.map(({status}) => status) ?? [];
    expect(words).toContain('partial outage');
    expect(words.at(-1)).toBe('operational');
    expect(history.actions).toMatchObject([{id: 'queue.boost', firedAtMs: 60 * 60_000}]);
  });
});

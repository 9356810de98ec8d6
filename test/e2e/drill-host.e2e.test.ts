import {execFile} from 'node:child_process';
import {existsSync, mkdtempSync, readFileSync, rmSync, statSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import process from 'node:process';
import {promisify} from 'node:util';
import {afterAll, afterEach, describe, expect, it} from 'vitest';
import {parseJournal} from '../../src/drill/play/journal.js';
import {randomAt} from '../../src/model/random.js';
import {DrillProcess} from '../helpers/drill-process.js';

const folder = mkdtempSync(join(tmpdir(), 'drill-host-'));
const running = new Set<DrillProcess>();
const drill = (...args: readonly string[]): DrillProcess => {
  const made = new DrillProcess(args, folder);
  running.add(made);
  return made;
};
afterEach(async () => {
  await Promise.all([...running].map(each => each.kill()));
  running.clear();
});
afterAll(() => rmSync(folder, {recursive: true, force: true}));

type Address = {readonly code: string; readonly controllerCode: string; readonly port: number};
const hosting = async (host: DrillProcess): Promise<Address> => (await host.says('hosting')) as unknown as Address;
const seatAt = async ({code, port}: Address, seat: string): Promise<DrillProcess> => {
  const joined = drill('join', `${code}@127.0.0.1:${port}`, '--seat', seat, '--json');
  await joined.says('observation');
  return joined;
};
const controllerAt = async ({controllerCode, port}: Address): Promise<DrillProcess> => {
  const joined = drill('join', `${controllerCode}@127.0.0.1:${port}`, '--controller', '--json');
  await joined.says('view');
  return joined;
};
const linesOf = (journal: string) => parseJournal(journal, readFileSync(join(folder, journal))).lines;
const notesIn = (journal: string) => linesOf(journal).flatMap(({input}) => (input.type === 'note' ? [input.text] : []));
const replayOf = async (journal: string): Promise<{stateHash: string; inputs: number}> => {
  const program = new URL('../../bin/incident-replay.js', import.meta.url).pathname;
  const {stdout} = await promisify(execFile)(process.execPath, [program, 'drill', 'replay', journal, '--json'], {
    cwd: folder,
    maxBuffer: 1e8,
  });
  return JSON.parse(stdout) as {stateHash: string; inputs: number};
};

/** `DRILL_ROUNDS=500` plays a long one. */
const rounds = Number(process.env.DRILL_ROUNDS ?? 5);
const timeout = 60_000 + rounds * 5_000;

describe('a drill on several terminals', () => {
  it('a host killed while it writes comes back with the same codes, and has every input that it had answered', async () => {
    const host = drill('host', '--no-console', '--json', '--port', '0', '--journal', 'killed.jsonl');
    const address = await hosting(host);
    const controller = await controllerAt(address);
    expect(await controller.send({type: 'start-ex'})).toBe(null);
    const ic = await seatAt(address, 'ic');
    const taken: string[] = [];
    const typing = (async () => {
      for (let number = 0; ; number++) {
        const text = `note ${number}`;
        // Who writes faster than a person is told so: the clock's next second is soon enough.
        while ((await ic.send({type: 'note', text, kind: 'note'})) !== null) await ic.next(({type}) => type === 'observation');
        taken.push(text);
      }
    })().catch(() => {});
    await expect.poll(() => taken.length, {timeout: 20_000}).toBeGreaterThan(5);
    const second = drill('resume', 'killed.jsonl', '--no-console', '--json', '--port', '0');
    expect(await second.ended).toBe(1); // it would take the journal out of the hands of the first
    expect(second.stderr).toContain('is being hosted already');
    await host.kill();
    expect(statSync(join(folder, 'killed.jsonl.keys')).mode & 0o777).toBe(0o600);
    const before = [...taken];
    expect(notesIn('killed.jsonl').slice(0, before.length)).toEqual(before);
    const again = drill('resume', 'killed.jsonl', '--no-console', '--json');
    expect(await hosting(again)).toMatchObject({code: address.code, controllerCode: address.controllerCode, port: address.port});
    await expect.poll(() => taken.length, {timeout: 20_000}).toBeGreaterThan(before.length + 2); // the seat has come back by itself
    await ic.kill();
    await typing;
    expect(await again.kill('SIGTERM')).toBe(143);
    const notes = notesIn('killed.jsonl');
    expect(notes.slice(0, taken.length)).toEqual(taken);
    expect(notes).toEqual([...new Set(notes)]);
    expect((await replayOf('killed.jsonl')).stateHash).toBe((await replayOf('killed.jsonl')).stateHash);
  });

  it('eight seats and a controller; whoever is killed comes back within five seconds, and no input is lost', {
    timeout,
  }, async () => {
    const start = (args: readonly string[]) => drill(...args, '--no-console', '--json');
    let host = start(['host', '--port', '0', '--journal', 'chaos.jsonl', '--pace', '60', '--policy', 'run']);
    const address = await hosting(host);
    let controller = await controllerAt(address);
    const view = controller.newest.get('view') as unknown as {view: {observation: {seats: {id: string}[]}}};
    const ids = view.view.observation.seats.map(({id}) => id);
    expect(ids).toHaveLength(8);
    const seats = new Map(await Promise.all(ids.map(async id => [id, await seatAt(address, id)] as const)));
    expect(await controller.send({type: 'start-ex'})).toBe(null);

    const said: string[] = [];
    const slowest = {rejoinMs: 0, resumeMs: 0};
    for (let round = 0; round < rounds; round++) {
      const sending = [...seats].map(async ([seat, each]) => {
        const text = `${seat} ${round}`;
        expect(await each.send({type: 'note', text, kind: 'can'})).toBe(null);
        said.push(text);
      });
      const isHostsTurn = round % 4 === 3;
      if (isHostsTurn) {
        const startMs = performance.now();
        await host.kill(); // with inputs on their way: their seats send them again
        host = start(['resume', 'chaos.jsonl']);
        await hosting(host);
        slowest.resumeMs = Math.max(slowest.resumeMs, performance.now() - startMs);
      }
      await Promise.all(sending);
      const victim = ids[Math.floor(randomAt(3, 'victim', round) * ids.length)] as string;
      await seats.get(victim)?.kill();
      const startMs = performance.now();
      const back = await seatAt(address, victim);
      slowest.rejoinMs = Math.max(slowest.rejoinMs, performance.now() - startMs);
      seats.set(victim, back);
      const {observation} = back.newest.get('observation') as unknown as {observation: {notes: {text: string}[]; phase: string}};
      expect(observation.phase).toBe('play');
      expect(observation.notes.map(({text}) => text)).toEqual(expect.arrayContaining([`${victim} ${round}`]));
      if (round % 3 === 1) {
        await controller.kill();
        controller = await controllerAt(address);
      }
    }
    expect(await controller.send({type: 'halt'})).toBe(null);
    const halted = [...seats.values()].map(
      each => () => (each.newest.get('observation') as unknown as {observation: {isHalted: boolean}}).observation.isHalted,
    );
    await expect.poll(() => halted.every(isHalted => isHalted()), {timeout: 5000}).toBe(true);
    expect(await controller.send({type: 'resume'})).toBe(null);
    expect(await controller.send({type: 'end-ex'})).toBe(null);
    await host.kill('SIGTERM');
    expect(await Promise.all([...seats.values()].map(each => each.ended))).toEqual(ids.map(() => 0)); // told, and gone

    expect(existsSync(join(folder, 'chaos.jsonl.keys'))).toBe(false); // it was ended: its codes open nothing any more
    expect(notesIn('chaos.jsonl').toSorted()).toEqual(said.toSorted());
    const [one, other] = [await replayOf('chaos.jsonl'), await replayOf('chaos.jsonl')];
    expect(one).toEqual(other);
    expect(one.inputs).toBe(linesOf('chaos.jsonl').length);
    if (process.env.DRILL_ROUNDS !== undefined) console.info(JSON.stringify({rounds, inputs: one.inputs, ...slowest}));
  });
});

import {appendFileSync} from 'node:fs';
import {type AddressInfo, connect, createServer, type Socket} from 'node:net';
import {afterEach, describe, expect, it} from 'vitest';
import type {Input} from '../../src/drill/play/input.js';
import {join as joinDrill, NotAdmitted} from '../../src/host/client.js';
import {newKeys} from '../../src/host/keys-file.js';
import {consolePort} from '../../src/host/live-drill.js';
import {longestMessage, protocolVersion} from '../../src/host/protocol.js';
import {serve} from '../../src/host/server.js';
import {minuteMs} from '../helpers/drill.js';
import {type Hosted, hostDrill, strangerAt} from '../helpers/drill-host.js';

const hosts: Hosted[] = [];
const host = async (...args: Parameters<typeof hostDrill>): Promise<Hosted> => {
  const made = await hostDrill(...args);
  hosts.push(made);
  return made;
};
afterEach(async () => {
  for (const each of hosts.splice(0)) await each.close();
});

const hello = {type: 'hello', protocol: protocolVersion, code: '', seat: 'dns', token: null, isProgram: false} as const;
const start: Input = {type: 'start-ex'};
const note = (seat: string, text = 'we look at names'): Input => ({type: 'note', seat, text, kind: 'note'});
const reasonOf = async (joining: Promise<unknown>): Promise<unknown> => {
  const error = await joining.then(() => null).catch((thrown: unknown) => thrown);
  return error instanceof NotAdmitted ? [error.denied.reason, error.message] : error;
};

/** A line to a host that can be cut and mended. */
async function cuttableLine(to: number): Promise<{port: number; cut(): void; mend(): void; close(): void}> {
  const sockets = new Set<Socket>();
  let isCut = false;
  const cut = (): void => {
    isCut = true;
    for (const socket of sockets) socket.destroy();
  };
  const server = createServer(near => {
    if (isCut) {
      near.destroy();
      return;
    }
    const far = connect(to, '127.0.0.1');
    for (const [socket, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(socket);
      socket.on('error', () => {}).on('close', () => other.destroy());
    }
    near.pipe(far).pipe(near);
  });
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve));
  const mend = (): void => {
    isCut = false;
  };
  const close = (): void => {
    cut();
    server.close();
  };
  return {port: (server.address() as AddressInfo).port, cut, mend, close};
}

describe('who gets in', () => {
  it('who has the code, on a seat; the controller with another code', async () => {
    const {join, keys, server} = await host();
    const dns = await join('dns');
    expect(dns.observation()).toMatchObject({exercise: true, seat: 'dns', codeName: 'Quiet Sunday', phase: 'brief'});
    const controller = await join(null, keys.controllerCode.toLowerCase().replaceAll('-', ' '));
    expect(controller.welcome.seat).toBe('controller');
    expect(controller.view().rows.map(({id}) => id)).toContain('Q-01');
    expect(server.takenSeats()).toEqual(['dns', 'controller']);
  });

  it('nobody else, and each is told why in words', async () => {
    const {join} = await host();
    expect(await reasonOf(join('dns', 'AAAA-AAAA'))).toEqual(['wrong-code', 'This code opens no drill here: ask the facilitator for it.']);
    expect(await reasonOf(join('pilot'))).toEqual(['unknown-seat', 'There is no seat "pilot" in this drill.']);
    expect(await reasonOf(join(null))).toEqual(['which-seat', 'Which seat?']);
    await join('dns');
    expect(await reasonOf(join('dns'))).toEqual(['seat-taken', 'The seat "dns" is taken.']);
    for (let number = 1; number <= 8; number++) await join('observer');
    expect(await reasonOf(join('observer'))).toEqual(['full', 'The room is full: no more observers.']);
  });

  it('the code of seats opens no console, whatever seat is named', async () => {
    const {join} = await host();
    expect(await reasonOf(join('controller'))).toEqual(['unknown-seat', 'There is no seat "controller" in this drill.']);
  });

  it('without a code nothing is said but no', async () => {
    const {stranger, keys} = await host();
    const silent = await stranger();
    silent.say({type: 'input', key: 'k', input: {type: 'start-ex'}});
    expect(await silent.next('denied')).toMatchObject({reason: 'no-message'});
    expect(await silent.closed).toBe(4001);
    const guessing = await stranger();
    guessing.say({...hello, code: 'AAAA-AAAA'});
    guessing.say({...hello, code: keys.code}); // the first answer was no
    expect(await guessing.closed).toBe(4001);
    expect(guessing.heard).toHaveLength(1);
  });

  it('another version is told so', async () => {
    const {stranger, keys} = await host();
    const old = await stranger();
    old.say({...hello, code: keys.code, protocol: 0});
    expect((await old.next('denied')).words).toContain('another version');
  });

  it('a page in a browser gets no connection', async () => {
    const {server} = await host();
    await expect(strangerAt(server.port, {origin: 'http://localhost'})).rejects.toThrow('401');
  });

  it('after five wrong codes an address waits, with the right code too; who holds a seat comes back all the same', async () => {
    const {join, pass, stranger, keys} = await host();
    const dns = await join('dns');
    for (let number = 1; number <= 5; number++) await reasonOf(join('ic', 'AAAA-AAAA'));
    expect(await reasonOf(join('ic'))).toEqual(['wait', 'Too many wrong codes have come from there: wait 5 seconds.']);
    const again = await stranger();
    again.say({...hello, code: keys.code, token: dns.welcome.token});
    expect((await again.next('welcome')).seat).toBe('dns');
    expect(await dns.ended).toContain('another terminal');
    pass(5000);
    expect((await join('ic')).welcome.seat).toBe('ic');
  });

  it('who opens connections and says nothing takes up a part of the room only', async () => {
    const {server, join} = await host();
    const idle = Array.from({length: 40}, () =>
      connect(server.port, '127.0.0.1')
        .on('error', () => {})
        .resume(),
    );
    await expect.poll(() => idle.filter(({closed}) => closed).length).toBe(40 - 24);
    await expect.poll(() => idle.filter(({closed}) => closed).length, {timeout: 15_000}).toBe(40); // and not for long
    expect(await reasonOf(join('dns'))).toBe(null);
  });

  it('two hosts on one port: the second is told so', async () => {
    const {server, live} = await host();
    const second = serve({live, keys: newKeys('127.0.0.1', server.port), now: () => 0, onToken: () => {}, onFailure: () => {}});
    await expect(second).rejects.toThrow(`Port ${server.port} is taken`);
    const nowhere = serve({live, keys: newKeys('192.0.2.1', 0), now: () => 0, onToken: () => {}, onFailure: () => {}});
    await expect(nowhere).rejects.toThrow('192.0.2.1 is no address of this machine');
  });
});

describe('what a guest may do', () => {
  it('a seat acts for itself only, and steers nothing', async () => {
    const {join, live} = await host();
    const dns = await join('dns');
    live.take(start);
    expect(await dns.send(note('ic'))).toBe('This is not your seat.');
    expect(await dns.send({type: 'end-ex'})).toBe('This is not your seat.');
    expect(await dns.send({type: 'advance', byMs: 1})).toBe('Time is the host’s.');
    expect(await dns.send(note('dns'))).toBe(null);
    expect(live.play.state().notes.map(({seat}) => seat)).toEqual(['dns']);
  });

  it('a controller steers and acts for no seat; who watches does nothing', async () => {
    const {join, keys, live} = await host();
    const controller = await join(null, keys.controllerCode);
    const projector = await join('projector');
    expect(await controller.send(start)).toBe(null);
    expect(live.play.state().phase).toBe('play');
    expect(await controller.send(note('ic'))).toBe('A controller does not act for a seat.');
    expect(await projector.send(note('ic'))).toBe('Who watches has no part in play.');
    expect(projector.observation()).toMatchObject({seat: 'projector', notes: [], palette: []});
  });

  it('a word is looked over where the world is', async () => {
    const {join, live} = await host();
    live.take(start);
    const words = {audience: 'public', impact: 'Fixed in 10 minutes', scope: 'us', doing: 'work', nextMinutes: 20};
    expect(await (await join('dns')).check(words)).toMatchObject([{about: 'promise', isBlocking: true}]);
  });

  it('what is too long does not leave the terminal; what is sent anyway ends the connection', async () => {
    const {join, stranger, keys} = await host();
    const dns = await join('dns');
    expect(await dns.send(note('dns', 'ü'.repeat(longestMessage / 2)))).toBe('That is too long.');
    const loud = await stranger();
    loud.say({...hello, seat: 'ic', code: keys.code});
    await loud.next('whole');
    loud.say('x'.repeat(longestMessage + 1));
    expect(await loud.closed).toBe(1009);
  });

  it.each([
    ['no JSON', 'hello?'],
    ['bytes', new Uint8Array([1, 2, 3])],
    ['an unknown message', '{"type":"sudo"}'],
    ['time', '{"type":"input","key":"k","input":{"type":"advance","byMs":1}}'],
  ])('%s is no message of a drill', async (_, data) => {
    const {stranger, keys, live} = await host();
    const odd = await stranger();
    odd.say({...hello, code: keys.code});
    await odd.next('whole');
    odd.say(data);
    expect(await odd.closed).toBe(4001);
    expect(live.play.entries()).toEqual([]);
  });

  it('who sends too fast is told, and who does not stop is sent away', async () => {
    const {join, live, pass, stranger, keys} = await host();
    live.take(start);
    const dns = await join('dns');
    const answers = await Promise.all(Array.from({length: 45}, () => dns.send(note('dns'))));
    expect(answers.filter(answer => answer === null)).toHaveLength(39); // one was the hello
    expect(answers.at(-1)).toBe('Too fast: wait a second.');
    pass(1000);
    expect(await dns.send(note('dns'))).toBe(null);
    const flood = await stranger();
    flood.say({...hello, seat: 'ic', code: keys.code});
    for (let number = 0; number < 100; number++) flood.say({type: 'input', key: `${number}`, input: {type: 'recognise', seat: 'ic'}});
    expect(await flood.closed).toBe(4001);
    expect((await flood.next('denied')).reason).toBe('too-fast');
  });

  it('what is sent twice counts once', async () => {
    const {stranger, keys, live} = await host();
    live.take(start);
    const twice = await stranger();
    twice.say({...hello, code: keys.code});
    for (let number = 0; number < 2; number++) {
      twice.say({type: 'input', key: 'one', input: {type: 'note', seat: 'dns', text: 'once', kind: 'note'}});
      expect((await twice.next('done')).refused).toBe(null);
    }
    expect(live.play.state().notes).toHaveLength(1);
  });
});

describe('what a guest hears', () => {
  it('what came of a key is there before its answer, so that the next key can take it back', async () => {
    const {join, keys} = await host();
    const controller = await join(null, keys.controllerCode);
    await controller.send(start);
    await controller.send({type: 'hold', inject: 'Q-01'});
    expect(controller.view().canUndo).toBe(true);
    expect(await controller.send({type: 'undo'})).toBe(null);
    expect(controller.view().rows.find(({id}) => id === 'Q-01')?.status).toBe('waiting');
  });

  it('anybody stops everything when something real has happened; a controller goes on', async () => {
    const {join, keys, live} = await host();
    const [ic, projector, controller] = [await join('ic'), await join('projector'), await join(null, keys.controllerCode)];
    live.take(start);
    for (const each of [ic, projector]) {
      expect(await each.send({type: 'halt'})).toBe(null);
      expect(live.play.state().isHalted).toBe(true);
      expect(await each.send({type: 'resume'})).not.toBe(null);
      expect(await controller.send({type: 'resume'})).toBe(null);
    }
  });

  it('a controller sees who is there', async () => {
    const {join, keys} = await host();
    const controller = await join(null, keys.controllerCode);
    const dns = await join('dns');
    await expect.poll(() => controller.view().present).toEqual(['controller', 'dns']);
    dns.leave();
    await expect.poll(() => controller.view().present).toEqual(['controller']);
  });

  it('a halt at once; the rest soon after', async () => {
    const {join, keys, live, pass} = await host();
    live.take(start);
    const [dns, ic, controller] = [await join('dns'), await join('ic'), await join(null, keys.controllerCode)];
    await controller.send({type: 'halt'});
    await expect.poll(() => [dns, ic].map(each => each.observation().isHalted)).toEqual([true, true]);
    expect(await dns.send(note('dns'))).toContain('Halted');
    await controller.send({type: 'resume'});
    pass(9000);
    live.tick();
    await expect.poll(() => dns.observation().nowMs).toBe(live.play.state().nowMs);
  });

  it('a connection that breaks comes back by itself with everything, and what was done meanwhile counts once', async () => {
    const {server, keys, live} = await host();
    live.take(start);
    const line = await cuttableLine(server.port);
    const dns = await joinDrill({host: '127.0.0.1', port: line.port, code: keys.code, seat: 'dns', isProgram: false});
    line.cut();
    await expect.poll(dns.lost).toContain('cannot be reached');
    const sent = [dns.send(note('dns', 'one')), dns.send(note('dns', 'two'))];
    live.take({type: 'add', channel: 'chat', to: ['dns'], text: 'Are you there?'});
    line.mend();
    expect(await Promise.all(sent)).toEqual([null, null]);
    expect(dns.lost()).toBe(null);
    await expect.poll(() => dns.observation().notes.map(({text}) => text)).toEqual(['one', 'two']);
    expect(dns.observation().messages.map(({text}) => text)).toEqual(['Are you there?']);
    dns.leave();
    line.close();
  });

  it('an answer that is lost on the way does not make two of one', async () => {
    const {server, keys, live} = await host();
    live.take(start);
    const line = await cuttableLine(server.port);
    const dns = await joinDrill({host: '127.0.0.1', port: line.port, code: keys.code, seat: 'dns', isProgram: false});
    const ended = live.play.onEntry(() => line.cut()); // the input has arrived, its answer will not
    const sent = dns.send(note('dns', 'once'));
    await expect.poll(dns.lost).not.toBe(null);
    ended();
    line.mend();
    expect(await sent).toBe(null);
    expect(live.play.state().notes).toHaveLength(1);
    dns.leave();
    line.close();
  });

  it('when the host closes, everybody is told', async () => {
    const {join, server} = await host();
    const dns = await join('dns');
    await server.close('The host has closed the drill.');
    expect(await dns.ended).toBe('The host has closed the drill.');
    expect(await dns.send(note('dns'))).toBe('The drill is over.');
  });

  it('time goes on by pace and policy, and the journal says how', async () => {
    const {live, pass, playing} = await host();
    live.take(start);
    live.take({type: 'pace', pace: 60});
    for (let seconds = 0; seconds < 30; seconds++) {
      pass(1000);
      live.tick();
    }
    const state = live.play.state();
    const opened = state.decisions['DP-04']?.openedAtMs ?? 0;
    expect(state.nowMs - opened).toBeLessThan(minuteMs); // under hold it stands as soon as something is to be decided
    const advances = playing.play.entries().filter(({input}) => input.type === 'advance');
    expect(advances[0]).toEqual({wallMs: 1000, input: {type: 'advance', byMs: minuteMs}});
  });

  it('a journal that cannot be written ends the drill in its own words, also for a key on the host’s own console', async () => {
    const {live, playing} = await host();
    const failures: unknown[] = [];
    const port = consolePort(live, {seats: '', controller: ''}, error => failures.push(error));
    appendFileSync(playing.journal.path, 'somebody else\n');
    expect(port.send(start)).toBe('The drill cannot go on.');
    expect(String(failures[0])).toContain('is being written by somebody else too');
  });

  it('a journal that cannot be written ends the drill', async () => {
    const {join, playing, failures, keys} = await host();
    const controller = await join(null, keys.controllerCode);
    appendFileSync(playing.journal.path, 'somebody else\n');
    void controller.send(start);
    await expect.poll(() => failures.length).toBe(1);
    expect(String(failures[0])).toContain('is being written by somebody else too');
  });
});

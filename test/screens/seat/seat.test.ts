import {describe, expect, it} from 'vitest';
import {type Play, playOf} from '../../../src/drill/play/play.js';
import {type DrillPort, localPort} from '../../../src/drill/play/port.js';
import {seatProgram} from '../../../src/screens/seat/program.js';
import {setUpSmall} from '../../helpers/drill.js';
import {on} from '../../helpers/drill-screens.js';
import {heard, shown} from '../../helpers/program.js';

const team = setUpSmall();
const size = {columns: 120, rows: 40};

/** A seat of a team in play, whose host answers when it can. */
function joined(id: string, more: Partial<DrillPort> = {}): {readonly play: Play; readonly port: DrillPort} {
  const play = playOf(team);
  play.take({type: 'start-ex'}, 0);
  const seat = team.seats.find(one => one.id === id);
  if (seat === undefined) throw new Error(`no seat ${id}`);
  const local = localPort(play, {kind: 'seat', seat}, () => play.state().wallMs);
  const later: DrillPort = {...local, send: async input => local.send(input), check: async words => local.check(words), ...more};
  return {play, port: later};
}
const programOf = (port: DrillPort) =>
  seatProgram({port, wait: null, theme: 'dark', comeBack: 'incident-replay drill join CODE --seat ic'});

describe('a seat of a drill that somebody else leads', () => {
  it('shows what the host says as it comes, and keeps a notice until the next key', () => {
    const {play, port} = joined('dns');
    const seat = shown(programOf(port), size);
    expect(seat.screen()).toContain('Nothing has come yet.');
    seat.press('space');
    expect(seat.screen()).not.toContain('wait');
    seat.press('e');
    expect(seat.screen()).toContain('The facilitator keeps the time.');
    play.take(on(5), 0);
    expect(seat.screen()).toContain('Error rate high.');
    expect(seat.screen()).toContain('The facilitator keeps the time.');
    seat.press('tab');
    expect(seat.screen()).not.toContain('The facilitator keeps the time.');
  });

  it('knows what has happened between its making and its first frame', () => {
    const {play, port} = joined('dns');
    const program = programOf(port);
    play.take(on(5), 0);
    expect(shown(program, size).screen()).toContain('Error rate high.');
  });

  it('does a thing when the host has answered, and says what the host refuses, in the form that asked', async () => {
    const {play, port} = joined('ic');
    const seat = shown(programOf(port), size);
    seat.press('m', 'y');
    await expect.poll(seat.screen).toContain('You command.');
    expect(play.state().command.at(-1)?.seat).toBe('ic');
    const refusing = shown(programOf({...port, send: async () => 'Not now.'}), size);
    refusing.press('n');
    refusing.type('a thought');
    refusing.press('enter');
    await expect.poll(refusing.screen).toContain('✖ Not now.');
    expect(refusing.screen()).toContain('a thought');
  });

  it('hears of a word from its host while it is written, and what blocks it keeps it here', async () => {
    const {play, port} = joined('ic');
    const seat = shown(programOf(port), size);
    seat.press('p', 'enter');
    seat.type('requests fail, fixed in 30 minutes');
    expect(seat.screen()).not.toContain('It promises an end');
    seat.press('enter');
    await expect.poll(seat.screen).toContain('It promises an end');
    expect(seat.screen()).not.toContain('Say who and where');
    seat.type('everybody');
    seat.press('enter');
    seat.type('we look');
    seat.press('enter', 'enter');
    await expect.poll(seat.screen).toContain('Not sent: change what is marked.');
    expect(play.state().posts).toEqual([]);
    seat.press('escape', 'p');
    expect(seat.screen()).not.toContain('It promises an end');
  });

  it('HALT is for everybody, going on for the facilitator', async () => {
    const {play, port} = joined('ic');
    const seat = shown(programOf(port), size);
    seat.press('n', '!');
    expect(play.state().isHalted).toBe(false); // a letter of the note
    seat.press('escape', '!');
    await expect.poll(seat.screen).toContain('HALT – real incident');
    seat.press('!');
    expect(seat.screen()).toContain('The facilitator goes on when it is over.');
  });

  it('says that the host is away, until it is back', () => {
    let lost: string | null = null;
    const listeners = new Set<() => void>();
    const onChange = (listener: () => void) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    };
    const {port} = joined('ic', {lost: () => lost, onChange});
    const [seat, ears] = [shown(programOf(port), size), heard(programOf(port))];
    ears.news();
    const change = (words: string | null): void => {
      lost = words;
      for (const listener of listeners) listener();
    };
    change('The host does not answer');
    expect(seat.screen()).toContain('The host does not answer');
    expect(ears.news()).toContain('The host does not answer.');
    change(null);
    expect(seat.screen()).not.toContain('The host does not answer');
    expect(ears.news()).toContain('The host is there again.');
  });

  it('is heard: what comes is said at once, what others do is not', () => {
    const {play, port} = joined('dns');
    const ears = heard(programOf(port));
    ears.news();
    play.take(on(5), 0);
    expect(ears.news()).toBe('Page, 23:48: Error rate high.');
    play.take({type: 'note', seat: 'ic', kind: 'can', text: 'C: down. A: looking. N: nothing.'}, 0);
    expect(ears.news()).toBe('');
    play.take({type: 'pause'}, 0);
    expect(ears.news()).toBe('Paused by the facilitator.');
    play.take({type: 'resume'}, 0);
    play.take({type: 'halt'}, 0);
    expect(ears.news()).toContain('HALT, real incident.');
    play.take({type: 'resume'}, 0);
    play.take({type: 'end-ex'}, 0);
    expect(ears.news()).toContain('EndEx: play is over.');
    expect(ears.press('I')).toContain('CAN: C: down.');
  });
});

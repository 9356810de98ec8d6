// The benchmark of a drill that several seats join: real processes on loopback.
import {spawn} from 'node:child_process';
import {mkdtempSync, readFileSync, rmSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {createInterface} from 'node:readline';
import {setTimeout} from 'node:timers/promises';
import {program, root} from './terminal.mjs';

/** What a host costs that holds eight seats and a controller at pace 1. Limit: 5 % of one core. Linux only: it reads /proc. */
export async function drill() {
  const folder = mkdtempSync(join(tmpdir(), 'incident-replay-bench-'));
  const programFile = join(root, program);
  const children = [];
  /** Starts `drill …`; resolves with the first message of a type. */
  const started = (type, ...args) =>
    new Promise(resolve => {
      const child = spawn(process.execPath, [programFile, 'drill', ...args, '--json'], {cwd: folder, stdio: ['pipe', 'pipe', 'inherit']});
      children.push(child);
      createInterface({input: child.stdout}).on('line', line => {
        const message = JSON.parse(line);
        if (message.type === type) resolve({...message, child});
      });
    });
  const host = await started('hosting', 'host', '--no-console', '--port', '0', '--policy', 'run');
  const controller = await started('view', 'join', `${host.controllerCode}@127.0.0.1:${host.port}`, '--controller');
  const ids = controller.view.observation.seats.map(({id}) => id);
  const seats = await Promise.all(
    ids.map(id =>
      started('observation', 'join', `${host.code}@127.0.0.1:${host.port}`, '--seat', id).then(joined => ({...joined, seat: id})),
    ),
  );
  controller.child.stdin.write('{"type":"start-ex"}\n');
  const cpuSeconds = () => {
    const fields = readFileSync(`/proc/${host.child.pid}/stat`, 'utf8').split(') ')[1].split(' ');
    return (Number(fields[11]) + Number(fields[12])) / 100;
  };
  // Every seat says something four times a minute.
  const talk = setInterval(() => {
    for (const {child, seat} of seats) child.stdin.write(`{"type":"note","kind":"can","text":"note of ${seat}"}\n`);
  }, 15_000);
  await setTimeout(5_000);
  const [fromSeconds, fromMs] = [cpuSeconds(), performance.now()];
  await setTimeout(60_000);
  const wallSeconds = (performance.now() - fromMs) / 1000;
  const percentOfACore = Number((((cpuSeconds() - fromSeconds) / wallSeconds) * 100).toFixed(2));
  clearInterval(talk);
  for (const child of children) child.kill('SIGKILL');
  rmSync(folder, {recursive: true, force: true});
  return [{seats: seats.length, wallSeconds: Math.round(wallSeconds), percentOfACore, limitPercentOfACore: 5}];
}

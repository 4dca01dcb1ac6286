import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { closeSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { HOSTILE_FILES, HOSTILE_NAMES, makeHostileFiles } from '../support/hostile-files.ts';
import { IS_LONG } from '../support/how-many.ts';
import { useOfficerFolder } from '../support/officer-folder.ts';
import { openOnceRead } from '../support/open-once-read.ts';
import { requireProgram } from '../support/requirements.ts';
import { type CommandRun, runCommand } from '../support/run-command.ts';

const MOFN = join(import.meta.dirname, '../../bin/mofn');

const work = useOfficerFolder();

let stillWaits: () => boolean;

beforeEach(async () => {
  const files = await makeHostileFiles(work.folder);
  onTestFinished(files.close);
  stillWaits = files.stillWaits;
});

const run = (...words: string[]): Promise<CommandRun> => runCommand(words, { cwd: work.folder });

/** Writes an approval file that names a hostile file as its token, or as a signature. */
function nameIn(field: 'token' | 'signature', kind: string): string {
  const named = field === 'token' ? 'officer1.token;' : 'officer1.token.sig2;';
  const file = `${field}-${kind}.txt`;
  const text = work.read('approval.txt').toString().replace(named, `${kind};`);
  writeFileSync(work.path(file), text);
  return file;
}

/** What is not there, or is not to be opened; the others have a size or other bytes. */
const CANNOT_OPEN: ReadonlySet<string> = new Set(
  HOSTILE_NAMES.filter((kind) => kind !== 'sparse' && kind !== 'unreadable'),
);

describe('what an approval file names', () => {
  it.each(['token', 'signature'] as const)('is no hostile %s', async (field) => {
    for (const kind of HOSTILE_NAMES) {
      const file = nameIn(field, kind);
      const status = await run('approval', 'status', file, '--roster', 'roster', '-m', '2');
      expect([kind, status.code]).toEqual([kind, 1]);
      const lint = await run('approval', 'lint', file);
      expect([kind, lint.code]).toEqual([kind, field === 'signature' && kind === 'sparse' ? 0 : 1]);
      const combined = await run('approval', 'combine', file, 'approval.txt', '--roster', 'roster');
      expect([kind, combined.code < 4]).toEqual([kind, true]);
      const converted = await run('approval', 'convert', file, '--to', 'sdk5');
      expect([kind, converted.code, converted.stdout]).toEqual([kind, 3, '']);
      if (!CANNOT_OPEN.has(kind)) continue;
      expect(lint.stdout).toContain(`found no readable file "${kind}"`);
      expect(status.stdout).toMatch(
        field === 'token' ? `failed to open ${kind}` : 'the signature file cannot be opened',
      );
    }
    expect(stillWaits()).toBe(true);
  });

  it('is not looked for among what the kernel makes up', async () => {
    for (const path of [
      '/proc/self/x',
      '/proc/x',
      '/proc/self/fd/0',
      'fifo/x',
      '/sys/x',
      '/dev/x',
    ]) {
      for (const field of ['token', 'signature'] as const) {
        const file = `${field}.txt`;
        const text = readFileSync(work.path(nameIn(field, 'PATH')), 'utf8');
        writeFileSync(work.path(file), text.replace('PATH', path));
        const { code } = await run('approval', 'status', file, '--roster', 'roster', '-m', '2');
        expect(code).toBe(1);
        expect((await run('approval', 'lint', file)).code).toBe(1);
      }
    }
  });
});

describe('what a console’s line names', () => {
  it('is no hostile file', async () => {
    await run('hsm', 'init', 'cluster', '--officers', '2', '--quiet');
    const lines = HOSTILE_NAMES.flatMap((kind) => [
      `approveToken ${kind}`,
      `approveToken ${nameIn('token', kind)}`,
      `registerQuorumPubKey CO officer2 ${kind} officer1.token.sig1 officer2.pub\ny`,
      `registerQuorumPubKey CO officer2 officer1.token ${kind} officer2.pub\ny`,
      `registerQuorumPubKey CO officer2 officer1.token officer1.token.sig1 ${kind}\ny`,
      `registerMofnPubKey CO match officer2 ${kind}\ny`,
    ]);
    const stdin = ['loginHSM CO officer2 password', ...lines, 'quit', ''].join('\n');
    const words = ['hsm', 'console', '--hsm', 'cluster'];
    const { stdout } = await runCommand(words, { cwd: work.folder, stdin });
    expect(stdout.match(/(approveToken|register\w+PubKey) success/g)).toBeNull();
    const refused = HOSTILE_NAMES.filter((kind) => CANNOT_OPEN.has(kind));
    for (const kind of refused) {
      expect(stdout.split(new RegExp(`open.* ${kind}(?![-\\w])`)).length - 1).toBe(6);
    }
    expect(stillWaits()).toBe(true);
  });
});

describe('the key that a seed file names', () => {
  it.each(Object.entries(HOSTILE_FILES))('is no %s', async (kind, reason) => {
    const seed = { users: [{ name: 'officer1', key: kind }] };
    writeFileSync(work.path('seed.json'), JSON.stringify(seed));
    const { code, stderr } = await run('hsm', 'init', 'seeded', '--from', 'seed.json');
    expect(code).toBe(kind === 'unreadable' ? 4 : 3);
    expect(stderr).toMatch(kind === 'unreadable' ? /no .*key/ : reason);
    expect(stillWaits()).toBe(true);
  });
});

/** What ends by itself when it is read; a pipe or a FIFO waits for its writer, as it should. */
const ENDS = ['zero', 'socket', 'directory', 'mem', 'dangling', 'loop', 'sparse'] as const;

describe('what is typed on a command line', () => {
  it.each(ENDS)('may be a %s, which is refused', async (kind) => {
    const isEndless = kind === 'zero' && !IS_LONG;
    const large = [
      `sign ${kind} -k officer1.key -o out`,
      `verify ${kind} -s officer1.token.sig1 -k officer1.pub`,
      `hsm load ${kind} --hsm loaded`,
    ];
    const commands = [
      // These read 256 MiB of what has no end.
      ...(isEndless ? [] : large),
      `token show ${kind}`,
      `sign officer1.token -k ${kind} -o out`,
      `verify officer1.token -s ${kind} -k officer1.pub`,
      `approval status ${kind} --roster roster`,
      `approval lint ${kind}`,
      `approval show ${kind}`,
      `approval combine ${kind} approval.txt`,
      `approval convert ${kind} --to sdk5`,
      `key show ${kind}`,
      `key convert ${kind} --out out`,
      `hsm init seeded --from ${kind}`,
      `hsm init seeded --servers ${kind}`,
    ];
    for (const command of commands) {
      const { code, stdout, stderr } = await run(...command.split(' '));
      expect([command, code, stdout]).toEqual([command, 3, '']);
      expect(stderr).toMatch(
        /^error: cannot read the |^error: the .* is larger than the limit of /m,
      );
    }
    for (const words of [`-sign ${kind} officer1.token`, `-verify ${kind} officer1.token`]) {
      const { code, stderr } = await run('dgst', ...words.split(' '));
      expect([words, code]).toEqual([words, 1]);
      expect(stderr).toMatch(/^Could not (read|open)|No signature to verify/);
    }
  });
});

describe('a FIFO that is typed on a command line', () => {
  it.each([
    'token show fifo',
    'sign officer1.token -k fifo -o out',
    'approval status fifo --roster roster',
    'hsm init seeded --from fifo',
    'dgst -sha256 fifo',
    'dgst -sha256 -sign fifo officer1.token',
  ])('waits for its writer, and Ctrl-C ends that: mofn %s', async (command) => {
    const child = spawn(process.execPath, [MOFN, ...command.split(' ')], { cwd: work.folder });
    const ended = once(child, 'exit');
    const writer = await openOnceRead(work.path('fifo'));
    child.kill('SIGINT');
    expect(await ended).toEqual([null, 'SIGINT']);
    closeSync(writer);
  });
});

const strace = requireProgram('strace');

describe.skipIf(!strace.has)(`system calls ${strace.label}`, () => {
  it.each([
    ['approval status named.txt --roster folder', 1],
    ['approval lint named.txt', 1],
    ['verify officer1.token -s officer1.token.sig1 -k folder', 4],
    ['hsm init seeded --from seed.json', 3],
  ])('%s opens no FIFO and no device', (command, code) => {
    mkdirSync(work.path('folder'));
    for (const kind of ['fifo', 'zero', 'kmsg']) {
      symlinkSync(`../${kind}`, work.path(`folder/${kind}.pub`));
    }
    const named = [1, 2].map((n) => `Approver Type = 2;\nApprover Name = o${n};\nApproval File = `);
    writeFileSync(
      work.path('named.txt'),
      `Multi Token File Path = fifo;\nToken File Path = ;\nNumber of Approvals = 2;\n${named.join('zero;\n')}kmsg;\n`,
    );
    writeFileSync(work.path('seed.json'), '{"users":[{"name":"officer1","key":"fifo"}]}');
    const words = ['-f', '-y', '-e', 'trace=open,openat,openat2', '-o', 'calls', process.execPath];
    const { status } = spawnSync('strace', [...words, MOFN, ...command.split(' ')], {
      cwd: work.folder,
    });
    expect(status).toBe(code);
    const calls = work.read('calls').toString().split('\n');
    const hostile = calls.filter((call) => /(fifo|zero|kmsg)(\.pub)?["> ]/.test(call));
    expect(hostile.length).toBeGreaterThan(0);
    expect(hostile.filter((call) => !call.includes('O_PATH'))).toEqual([]);
  });
});

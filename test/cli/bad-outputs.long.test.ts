/**
 * Places at which no result can be put, through every command that writes: what the user named wrongly is
 * told in one message with a hint, and is no bug; nothing is left behind, and nothing is changed.
 */
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { dirname, join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { DEFINITIONS } from '../../src/cli/commands/definitions.ts';
import { makeOfficerFolder } from '../support/officer-folder.ts';
import { type CommandRun, runCommand } from '../support/run-command.ts';

interface Writing {
  /** With OUT for its result. */
  readonly line: string;
  /** The exit code that is documented: 3 where there is none. */
  readonly code?: 1 | 5;
  /** Whether OUT is a folder, which may be there; `made`: with all that is missing above it. */
  readonly isFolder?: true | 'made';
  /** Of what it takes over, so that it reads OUT first: a file that it can take. */
  readonly edits?: string;
}

/** What each command writes, other than on standard output. */
const WRITES: Readonly<Record<string, readonly Writing[]>> = {
  demo: [
    { line: 'demo --keep OUT', isFolder: 'made' },
    { line: 'demo --evidence OUT', isFolder: 'made' },
  ],
  sign: [
    { line: 'sign officer1.token --key officer1.key -q -o OUT' },
    { line: 'sign officer1.token --key officer1.key -q -o OUT --force' },
    { line: 'sign officer1.token --key officer1.key -q --out-dir OUT', isFolder: true },
    {
      line: 'sign officer1.token --request request.json --request-out OUT --key officer1.key -q -o s',
    },
    { line: 'sign OUT --key officer1.key --as officer1 -q --write', edits: 'officer1.json' },
  ],
  dgst: [{ line: 'dgst -sha256 -sign officer1.key -out OUT officer1.token', code: 1 }],
  'request new': [
    { line: 'request new --token officer1.token --operation createUser\tCU\tbob -o OUT' },
    { line: 'request new --requester a --service 3 --operation createUser\tCU\tbob -o OUT' },
  ],
  'request bind': [{ line: 'request bind draft.json --token officer1.token -o OUT' }],
  'evidence make': [{ line: 'evidence make . -o OUT' }],
  'request combine': [{ line: 'request combine request.1.json request.2.json -o OUT' }],
  'approval new': [{ line: 'approval new --token officer1.token --approver officer1=s -o OUT' }],
  'approval add': [{ line: 'approval add OUT officer3=sig --write', edits: 'approval.txt' }],
  'approval remove': [{ line: 'approval remove OUT officer2 --write', edits: 'approval.txt' }],
  'approval set': [{ line: 'approval set OUT --token other --write', edits: 'approval.txt' }],
  'approval fmt': [{ line: 'approval fmt OUT --write', edits: 'approval.txt' }],
  'approval lint': [{ line: 'approval lint --fix --write OUT', edits: 'approval.txt' }],
  'approval combine': [
    { line: 'approval combine approval.txt officer1.token.sig1 --roster roster -o OUT' },
  ],
  'approval convert': [
    { line: 'approval convert approval.txt --to sdk5 -o OUT' },
    {
      line: 'approval convert approval.json --to classic --out-dir OUT --force',
      isFolder: true,
    },
  ],
  'key new': [
    { line: 'key new -q --no-passphrase -o OUT' },
    { line: 'key new -q --no-passphrase -o new.key --public OUT' },
  ],
  'policy sign': [{ line: 'policy sign payment.toml --key officer1.key -q -o OUT' }],
  page: [{ line: 'page -q -o OUT' }],
  'ceremony run': [
    { line: 'ceremony run ceremony.toml --rehearse -q --dir OUT', isFolder: 'made' },
  ],
  'ceremony print': [{ line: 'ceremony print ceremony.toml -q -o OUT' }],
  'evidence sign': [{ line: 'evidence sign bundle.zip --key officer1.key -q -o OUT' }],
  'key convert': [{ line: 'key convert officer1.key --no-passphrase -o OUT' }],
  'key public': [{ line: 'key public officer1.key -o OUT' }],
  'key register-token': [
    { line: 'key register-token officer1 --key officer1.key -q --out-dir OUT', isFolder: true },
  ],
  'hsm init': [{ line: 'hsm init OUT -q', code: 5, isFolder: 'made' }],
  'hsm load': [{ line: 'hsm load dump.json --hsm OUT', code: 5, isFolder: 'made' }],
  'hsm dump': [{ line: 'hsm dump --hsm cluster -o OUT' }],
  'hsm log': [
    { line: 'hsm log --hsm cluster --format aws --out-dir OUT --force', isFolder: 'made' },
  ],
  'hsm clock': [{ line: 'hsm clock set 2026-01-01T00:00:00Z --hsm OUT', code: 5 }],
  'hsm fault': [{ line: 'hsm fault drop server=0 --hsm OUT', code: 5 }],
  'hsm logout': [{ line: 'hsm logout --all --hsm OUT', code: 5 }],
  'hsm exec': [{ line: 'hsm exec listUsers --hsm OUT', code: 5 }],
  'hsm console': [{ line: 'hsm console --hsm OUT', code: 5 }],
  'hsm cli': [{ line: 'hsm cli --hsm OUT -- user list', code: 5 }],
  'hsm configure-cli': [
    { line: 'hsm configure-cli --hsm OUT --disable-key-availability-check', code: 5 },
  ],
};

/** These write nothing, or where TMPDIR says. */
const OTHERS: readonly string[] = [
  'completion',
  'verify',
  'audit',
  'token show',
  'evidence verify',
  'digest words',
  'digest compare',
  'approval show',
  'approval status',
  'request show',
  'request verify',
  'policy lint',
  'policy check',
  'policy verify',
  'ceremony lint',
  'ceremony status',
  'key show',
  'hsm run',
  'hsm show',
  'hsm doctor',
  'hsm explain',
  'hsm log verify',
];

const PLACES: Readonly<Record<string, string>> = {
  'below a file': 'officer1.pub/x',
  'a name that is too long': 'x'.repeat(256),
  'under a link that leads nowhere': 'dangling/x',
  'in a folder that is not there': 'missing/x',
  'where the kernel makes up files': '/proc/foo',
  'in a folder that may not be searched': 'locked/x',
  'where a folder is': 'roster',
};

/** Somebody who is nobody here: folders are not closed to root. */
const NOBODY = 12_345;

let folder: string;
let before: ReturnType<typeof snapshot>;

beforeAll(async () => {
  folder = makeOfficerFolder();
  fs.mkdirSync(at('locked'));
  fs.symlinkSync('nowhere', at('dangling'));
  await run('hsm init cluster -q --officers 1');
  await run('hsm dump --hsm cluster -o dump.json');
  await run('approval convert approval.txt --to sdk5 -o approval.json');
  await run(
    'request new --requester officer1 --service 3 --operation createUser\tCU\tb -o draft.json',
  );
  fs.chmodSync(at('locked'), 0);
  if (process.getuid?.() === 0) {
    for (const name of fs.readdirSync(folder, { recursive: true }).map(String)) {
      fs.lchownSync(at(name), NOBODY, NOBODY);
    }
    fs.chownSync(folder, NOBODY, NOBODY);
    // What is above it is of the tests alone, and root's.
    for (let above = dirname(folder); above !== dirname(above); above = dirname(above)) {
      const { mode } = fs.statSync(above);
      if ((mode & 0o001) === 0) fs.chmodSync(above, (mode & 0o7777) | 0o011);
    }
  }
  before = snapshot();
});
afterAll(() => {
  fs.rmSync(folder, { recursive: true, force: true });
});
afterEach(() => {
  vi.restoreAllMocks();
  syncBuiltinESMExports();
});

const at = (name: string): string => join(folder, name);

function run(line: string, env: Readonly<Record<string, string>> = {}): Promise<CommandRun> {
  return runCommand(line.split(' '), { cwd: folder, env });
}

/** Everything in the folder, with what it holds. */
function snapshot(): readonly (readonly [string, string])[] {
  const names = fs.readdirSync(folder, { recursive: true }).map(String).sort();
  return names.map((name) => {
    const isFile = fs.lstatSync(at(name)).isFile();
    return [name, isFile ? fs.readFileSync(at(name), 'latin1') : ''];
  });
}

/** The names of what is there now, and was not, or with something else in it. */
function changesSince(then: typeof before): readonly string[] {
  const held = new Map(then);
  const now = snapshot();
  const gone = then.filter(([name]) => !now.some(([other]) => other === name));
  return [...gone, ...now.filter(([name, text]) => held.get(name) !== text)].map(([name]) => name);
}

/** Does it as somebody to whom the rights of folders apply. */
async function asNobody<Result>(work: () => Promise<Result>): Promise<Result> {
  if (process.getuid?.() !== 0) return work();
  process.seteuid?.(NOBODY);
  try {
    return await work();
  } finally {
    process.seteuid?.(0);
  }
}

function expectOneMessage({ code, stdout, stderr }: CommandRun, expected: number): void {
  expect({ code, stdout, stderr }).toEqual({
    code: expected,
    stdout: '',
    stderr: expect.stringMatching(/^error: [^\n]+\nhint: [^\n]{10,}\n$/),
  });
  expect(changesSince(before)).toEqual([]);
}

it('every command is here', () => {
  const known = [...Object.keys(WRITES), ...OTHERS];
  expect(known.sort()).toEqual(DEFINITIONS.map(({ path }) => path).sort());
});

const LINES = Object.values(WRITES).flat();

describe.each(LINES)('mofn $line', ({ line, code, isFolder }) => {
  it('says why its result cannot be put there, and what to do', async () => {
    const isRight = { roster: isFolder !== undefined, 'missing/x': isFolder === 'made' };
    for (const place of Object.values(PLACES)) {
      if (isRight[place as keyof typeof isRight]) continue;
      const words = line.replace('OUT', place);
      const ended = await asNobody(() => run(words));
      if (code === 1) {
        expect([words, ended.code, ended.stderr]).toEqual([
          words,
          1,
          expect.stringMatching(/^Can't open "[^\n]*\n$/),
        ]);
        continue;
      }
      expectOneMessage(ended, code ?? 3);
      expect(ended.stderr.split('\n')[0]).toContain(place);
    }
  });
});

/** Those that write something of their own, into a folder that is there. */
const NEW = LINES.filter(
  ({ line, code, edits }) => edits === undefined && code !== 5 && !line.startsWith('demo'),
);

describe.each(NEW)('mofn $line', ({ line, code, isFolder }) => {
  it('says that the disk is full', async () => {
    // A rehearsal begins in a folder of its own.
    const isNew = line.startsWith('ceremony run');
    const out = isFolder && !isNew ? '.' : 'out';
    const write = fs.writeSync;
    vi.spyOn(fs, 'writeSync').mockImplementation(((descriptor: number, ...rest: [Uint8Array]) => {
      if (!fs.fstatSync(descriptor).isFile()) return write(descriptor, ...rest);
      throw Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' });
    }) as typeof fs.writeSync);
    syncBuiltinESMExports();
    const ended = await run(line.replace('OUT', out));
    if (code === 1) {
      expect(ended).toMatchObject({
        code: 1,
        stderr: 'Error writing to out: No space left on device\n',
      });
      fs.unlinkSync(at('out'));
      expect(changesSince(before)).toEqual([]);
      return;
    }
    expectOneMessage(ended, 3);
    expect(ended.stderr).toMatch(/no space left on the disk\nhint: free some space/);
  });
});

describe('a TMPDIR', () => {
  it.each(['hsm run -- true', 'demo'])('that is none is told by mofn %s', async (line) => {
    for (const TMPDIR of ['missing', 'officer1.pub', 'locked', '/proc']) {
      const ended = await asNobody(() => run(line, { TMPDIR }));
      expectOneMessage(ended, 3);
      expect(ended.stderr).toContain(`temporary folder in "${TMPDIR}"`);
    }
  });
});

it('a disk that is full is no reason to lose an approval file', async () => {
  const write = vi.spyOn(fs, 'writeSync').mockImplementation(() => {
    throw Object.assign(new Error('ENOSPC'), { code: 'ENOSPC' });
  });
  syncBuiltinESMExports();
  for (const { line, edits } of LINES) {
    if (edits === undefined) continue;
    const ended = await run(line.replace('OUT', edits));
    if (ended.code === 0) continue;
    expectOneMessage(ended, 3);
  }
  expect(write).toHaveBeenCalled();
});

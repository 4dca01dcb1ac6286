import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEFINITIONS } from '../../../src/cli/commands/definitions.ts';
import { findDigest } from '../../../src/cli/commands/dgst/digests.ts';
import { renderForFish, renderForZsh } from '../../../src/cli/completion/render.ts';
import { createCluster, openCluster } from '../../../src/hsm/cluster/cluster.ts';
import { glanceAtCluster } from '../../../src/hsm/cluster/glance.ts';
import { complete } from '../../support/complete.ts';
import { HOSTILE } from '../../support/hostile-text.ts';
import { runCommand } from '../../support/run-command.ts';

const APPROVAL = [
  'Multi Token File Path = officer1.token;\nToken File Path = ;\nNumber of Approvals = 2;\n',
  'Approver Type = 2;\nApprover Name = officer2;\nApproval File = two.sig;\n',
  'Approver Type = 2;\nApprover Name = officer3;\nApproval File = three.sig;\n',
].join('\n');

let folder: string;
const at = (words: readonly string[], env: Readonly<Record<string, string>> = {}) =>
  complete(words, { cwd: folder, env });

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'completion-'));
  for (const name of [
    'officer1.token',
    'officer1.json',
    'officer1.key',
    'officer1.pub',
    'one.sig1',
    'request.json',
    'policy.toml',
    'notes.md',
    'unknown.xyz',
    'nameless',
    '.hidden',
  ]) {
    writeFileSync(join(folder, name), '');
  }
  writeFileSync(join(folder, 'approval.txt'), APPROVAL);
  mkdirSync(join(folder, 'roster'));
  for (const name of ['ada.pub', 'Bob.PUB', 'carol.key', 'not a name.pub', 'roster.md']) {
    writeFileSync(join(folder, 'roster', name), '');
  }
  await runCommand(['hsm', 'init', 'cluster', '--officers', '2'], { cwd: folder });
});

afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe('commands', () => {
  it('are all there, word by word', async () => {
    for (const { path } of DEFINITIONS) {
      const words = path.split(' ');
      for (const [index, word] of words.entries()) {
        const before = words.slice(0, index);
        expect(await at([...before, ''])).toContain(word);
        expect(await at([...before, word.slice(0, 2)])).toContain(word);
        expect(await at(['help', ...before, ''])).toContain(word);
      }
    }
  });

  it('stand beside what the program answers without one', async () => {
    expect(await at(['he'])).toEqual(['help']);
    expect(await at(['-'])).toEqual(['--help', '--version']);
    expect(await at(['approval', '--'])).toEqual(['--help']);
    expect(await at(['nonsense', ''])).toEqual([]);
  });

  it('may begin as another does', async () => {
    expect(await at(['hsm', 'log', ''])).toContain('verify');
    expect(await at(['hsm', 'log', '--'])).not.toContain('verify');
  });
});

describe('options', () => {
  it('are those of the command, and of every command', async () => {
    expect(await at(['approval', 'fmt', '--'])).toEqual([
      '--check',
      '--write',
      '--max-size',
      '--quiet',
      '--help',
    ]);
  });

  it('are offered once, but for those that may be given again', async () => {
    const left = await at(['audit', '--log', 'a', '--policy=p', '-q', '--']);
    expect(left).toContain('--log');
    expect(left).not.toContain('--policy');
    expect(left).not.toContain('--quiet');
  });

  it('leave out what would be refused beside those that are there', async () => {
    expect(await at(['sign', 't', '--write', '--'])).not.toContain('--out');
    expect(await at(['sign', 't', '--out', 'x', '--'])).not.toContain('--write');
    expect(await at(['sign', 't', '--'])).toEqual(expect.arrayContaining(['--out', '--write']));
    expect(await at(['approval', 'convert', 'f', '--to', 'classic', '--o'])).toEqual(['--out-dir']);
    expect(await at(['approval', 'convert', 'f', '--to=sdk5', '--o'])).toEqual(['--out']);
    expect(await at(['approval', 'convert', 'f', '--o'])).toEqual(['--out', '--out-dir']);
    expect(await at(['approval', 'lint', 'approval.txt', '--e'])).toEqual([]);
    expect(await at(['demo', '--sdk5', '--k'])).toEqual(['--keep']);
  });

  it('are offered where no word is left to give', async () => {
    expect(await at(['token', 'show', 't', ''])).toContain('--json');
    expect(await at(['hsm', 'show', ''])).toContain('--hsm');
  });

  it('have their choices', async () => {
    expect(await at(['approval', 'lint', '--format', ''])).toEqual([
      'text',
      'json',
      'github',
      'sarif',
    ]);
    expect(await at(['hsm', 'init', '--flavour=aws-2'])).toContain('--flavour=aws-2018');
  });
});

describe('files', () => {
  it('are those that may be of the kind', async () => {
    expect(await at(['sign', ''])).toEqual([
      'cluster/',
      'nameless',
      'officer1.json',
      'officer1.token',
      'request.json',
      'roster/',
      'unknown.xyz',
    ]);
    expect(await at(['sign', '--key', 'o'])).toEqual(['officer1.key']);
    expect(await at(['verify', 't', '-s', 'on'])).toEqual(['one.sig1']);
    expect(await at(['approval', 'status', 'a'])).toEqual(['approval.txt']);
    expect(await at(['policy', 'lint', 'p'])).toEqual(['policy.toml']);
  });

  it('are all where none of the kind is there', async () => {
    expect(await at(['policy', 'lint', 'notes'])).toEqual(['notes.md']);
    expect(await at(['sign', '.h'])).toEqual(['.hidden']);
  });

  it('are folders where one is meant', async () => {
    expect(await at(['hsm', 'show', '--hsm', ''])).toEqual(['cluster/', 'roster/']);
    expect(await at(['approval', 'status', '--roster=ro'])).toEqual(['--roster=roster/']);
    expect(await at(['approval', 'status', '--roster', 'p'])).toEqual(['policy.toml']);
  });

  it('stand behind a folder, a =, or what a pass phrase is read from', async () => {
    expect(await at(['verify', '--key', 'roster/a'])).toEqual(['roster/ada.pub']);
    expect(await at(['approval', 'new', 'cu:ada=one'])).toEqual(['cu:ada=one.sig1']);
    expect(await at(['sign', '--passin', 'file:no'])).toEqual(['file:notes.md']);
    expect(await at(['dgst', '-sign', 'o'])).toEqual(['officer1.key']);
    expect(await at(['dgst', '-sha256', '-sign', 'k', '-signature', 'o'])).toEqual(['one.sig1']);
  });
});

describe('names', () => {
  it('of officers are those of the roster, else users of the cluster', async () => {
    expect(await at(['approval', 'combine', '--roster', 'roster', 'a'])).toEqual([
      'ada=',
      'approval.txt',
    ]);
    expect(await at(['key', 'register-token', 'off'], { MOFN_HSM: 'cluster' })).toEqual([
      'officer1',
      'officer2',
    ]);
    expect(await at(['sign', 't', '--hsm', 'cluster', '--as', 'officer'])).toEqual([
      'officer1',
      'officer2',
    ]);
    expect(await at(['sign', 't', '--as', ''])).toEqual([]);
  });

  it('of officers are the accounts of a sound policy', async () => {
    const policy = join(import.meta.dirname, '../../../examples/create-officer-policy.toml');
    expect(await at(['sign', 't', '--policy', policy, '--as', 'officer'])).not.toEqual([]);
    writeFileSync(join(folder, 'broken.toml'), '[people');
    expect(await at(['sign', 't', '--policy', 'broken.toml', '--as', ''])).toEqual([]);
  });

  it('of approvers are those in the file, each once', async () => {
    expect(await at(['approval', 'remove', 'approval.txt', ''])).toEqual(['officer2', 'officer3']);
    expect(await at(['approval', 'remove', 'approval.txt', 'officer2', ''])).toEqual(['officer3']);
    expect(await at(['approval', 'set', 'approval.txt', 'officer2=x', 'o'])).toEqual(['officer3=']);
    expect(await at(['approval', 'set', 'approval.txt', 'officer2=on'])).toEqual([
      'officer2=one.sig1',
    ]);
    const entry = (username: string) => ({ username, role: 'admin', signature: '' });
    writeFileSync(
      join(folder, 'admin.json'),
      JSON.stringify({
        version: '2.0',
        approval_data: '',
        service: 'user-management',
        token: '',
        signatures: [entry('ann'), entry('ben')],
      }),
    );
    expect(await at(['approval', 'remove', 'admin.json', ''])).toEqual(['ann', 'ben']);
  });

  it('of servers, faults and their words are those of the cluster', async () => {
    const env = { MOFN_HSM: 'cluster' };
    expect(await at(['hsm', 'log', '--server', ''], env)).toEqual(['0', '1']);
    expect(await at(['hsm', 'fault', ''], env)).toContain('many-tokens');
    expect(await at(['hsm', 'fault', 'add', ''], env)).toEqual([
      'server=',
      'command=',
      'after=',
      'times=',
      'error=',
    ]);
    expect(await at(['hsm', 'fault', 'drop', 'server='], env)).toEqual(['server=0', 'server=1']);
    expect(await at(['hsm', 'fault', 'add', 'server=1', 's'], env)).toEqual([]);
    expect(await at(['hsm', 'fault', 'add', 'command=createU'], env)).toEqual([
      'command=createUser',
    ]);
    expect(await at(['hsm', 'fault', 'add', 'error=RET_MXN'], env)).toContain(
      'error=RET_MXN_AUTH_FAILED',
    );
    await runCommand(['hsm', 'fault', 'drop', 'server=0', '--hsm', 'cluster'], { cwd: folder });
    expect(await at(['hsm', 'fault', 'clear', ''], env)).toEqual(['1']);
    expect(await at(['hsm', 'clock', ''], env)).toEqual(['set', 'advance', 'back', 'real']);
  });

  it('of a cluster are what the cluster itself says, also after a dump was loaded', async () => {
    const place = join(folder, 'glanced');
    createCluster(place, {});
    const look = () => {
      const { hsms } = openCluster(place);
      return { servers: hsms.map(({ name }) => name) };
    };
    expect(glanceAtCluster(place)).toMatchObject(look());
    const dump = ['hsm', 'dump', '--hsm', 'cluster', '--out', 'dump.json'];
    await runCommand(dump, { cwd: folder });
    await runCommand(['hsm', 'load', 'dump.json', '--hsm', 'glanced', '--force'], { cwd: folder });
    expect(glanceAtCluster(place)).toMatchObject({
      ...look(),
      users: ['admin', 'app_user', 'officer1', 'officer2'],
      faults: 1,
    });
  });

  it('are codes of lint, commands of the console, services, digests, shells', async () => {
    expect(await at(['approval', 'lint', '--explain', 'missing-'])).toContain('missing-semicolon');
    expect(await at(['hsm', 'exec', 'listU'])).toEqual(['listUsers']);
    expect(await at(['request', 'new', '--service', 'u'])).toEqual(['user-management']);
    expect(await at(['policy', 'lint', 'p', '--m-value', 'user-m'])).toEqual(['user-management=']);
    expect(await at(['completion', ''])).toEqual(['bash', 'zsh', 'fish']);
    const digests = (await at(['dgst', '-'])).map((each) => each.slice(1));
    expect(digests).toEqual(expect.arrayContaining(['sha256', 'sha3-512', 'sign', 'signature']));
    expect(findDigest('sha3-512')).toBeDefined();
  });

  it('of where a pass phrase is are said, and variables by name', async () => {
    expect(await at(['sign', '--passin', ''])).toEqual(['stdin', 'pass:', 'env:', 'file:', 'fd:']);
    expect(await at(['sign', '--passin', 'env:MY'], { MY_PASS: 'secret' })).toEqual([
      'env:MY_PASS',
    ]);
  });
});

describe('what is broken or hostile', () => {
  it('offers nothing, and says nothing', async () => {
    const env = { MOFN_HSM: 'missing' };
    for (const words of [
      ['approval', 'remove', 'missing.txt', ''],
      ['approval', 'remove', 'roster', ''],
      ['approval', 'remove', '-', ''],
      ['approval', 'remove', '/dev/zero', ''],
      ['approval', 'remove', '/proc/self/mem', ''],
      ['approval', 'combine', '--roster', 'missing', 'officer'],
      ['hsm', 'log', '--server', ''],
      ['key', 'register-token', ''],
      ['hsm', 'fault', 'clear', ''],
    ]) {
      const offered = await at(words, env);
      expect(
        offered.filter((each) => !each.startsWith('--') && !each.startsWith('officer1.')),
      ).toEqual([]);
    }
  });

  it('does not come of names that act, hide, or are taken for something else', async () => {
    const place = join(folder, 'hostile');
    mkdirSync(join(place, 'roster'), { recursive: true });
    for (const name of [HOSTILE, 'a\nb', 'tab\there', '\u202egnp.token', '~root', 'fine.token']) {
      writeFileSync(join(place, name), '');
    }
    writeFileSync(Buffer.concat([Buffer.from(`${place}/`), Buffer.from([0xff, 0x41])]), '');
    writeFileSync(join(place, '-rf.token'), '');
    expect(await complete(['sign', ''], { cwd: place })).toEqual([
      './-rf.token',
      'fine.token',
      'roster/',
    ]);
    const names = ['a\u001b[2J', 'b\u202e', '--force', 'plain', "o'neill $(id)"];
    writeFileSync(join(place, 'a.txt'), names.map((name) => `Approver Name = ${name};\n`).join(''));
    expect(await complete(['approval', 'remove', 'a.txt', ''], { cwd: place })).toEqual([
      'plain',
      "o'neill $(id)",
    ]);
  });

  it('is bounded', async () => {
    const place = join(folder, 'large');
    mkdirSync(place);
    writeFileSync(join(place, 'sparse.txt'), '');
    truncateSync(join(place, 'sparse.txt'), 2 ** 32);
    expect(await complete(['approval', 'remove', 'sparse.txt', ''], { cwd: place })).not.toContain(
      'officer1',
    );
    symlinkSync('loop', join(place, 'loop'));
    expect(await complete(['approval', 'remove', 'loop', 'x'], { cwd: place })).toEqual([]);
    const many = Array.from({ length: 3000 }, (_, n) => `Approver Name = o${n};\n`).join('');
    writeFileSync(join(place, 'many.txt'), many);
    const offered = await complete(['approval', 'remove', 'many.txt', 'o'], { cwd: place });
    expect(offered.length).toBe(1024);
  });
});

it('offers no part of a folder for the whole: what a part begins with, not all do', async () => {
  const many = mkdtempSync(join(tmpdir(), 'many-'));
  try {
    for (let at = 0; at < 1001; at += 1) writeFileSync(join(many, `a${at + 1000}.key`), '');
    writeFileSync(join(many, 'b.key'), '');
    const run = (typed: string) =>
      runCommand(['__complete', 'bash', ' ', `mofn key show ${typed}`], { cwd: many });
    expect((await run('')).stdout).toBe('+files\n');
    expect((await run('a199')).stdout.split('\n')).toHaveLength(12);
  } finally {
    rmSync(many, { recursive: true });
  }
});

it('shows nothing of what is said of a word that acts on a terminal or ends a line', () => {
  const about = 'one\n+commands\ttwo\u001b[2J';
  const candidates = [{ value: '0', about }];
  expect(renderForZsh({ head: '', candidates })).toEqual([
    'word\t0\tone\\n+commands\\ttwo\\x1b[2J',
  ]);
  expect(renderForFish({ head: '', candidates })).toEqual(['0\tone\\n+commands\\ttwo\\x1b[2J']);
});

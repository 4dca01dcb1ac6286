import { execFileSync } from 'node:child_process';
import { sign } from 'node:crypto';
import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { takeKey } from '../support/keys.ts';
import { makeOfficerFolder } from '../support/officer-folder.ts';
import { requireProgram } from '../support/requirements.ts';
import { type CommandRun, runCommand } from '../support/run-command.ts';
import { PUBLIC_USER_TOKEN, registrationFile } from '../support/sdk5-files.ts';

/** A ceremony whose officers each lay files of their own down in `bob`; who they are is kept beside it. */
let work: string;
/** A minute after token and request were made. */
const NOW = 1_700_000_060_000;

beforeEach(() => {
  work = mkdtempSync(join(tmpdir(), 'mofn-status-'));
  const made = makeOfficerFolder();
  renameSync(made, join(work, 'all'));
  renameSync(join(work, 'all', 'roster'), join(work, 'roster'));
  mkdirSync(join(work, 'bob'));
});

afterEach(() => rmSync(work, { recursive: true, force: true }));

/** Lays a file of the officers' folder down, under its name or another one. */
function lay(name: string, as: string = name): void {
  writeFileSync(join(work, 'bob', as), readFileSync(join(work, 'all', name)));
}

function write(name: string, content: string | Uint8Array): void {
  writeFileSync(join(work, 'bob', name), content);
}

function status(more = '-r roster -m 2'): Promise<CommandRun> {
  return type(`ceremony status bob ${more}`);
}

function type(line: string): Promise<CommandRun> {
  return runCommand(line.split(' '), { cwd: work, now: NOW });
}

async function answer(more?: string) {
  const { code, stdout } = await status(`${more ?? '-r roster -m 2'} --json`);
  return { code, ...JSON.parse(stdout) };
}

function signedBy(officer: string, message: Uint8Array): Uint8Array {
  return sign('sha256', message, takeKey(officer).privateKey);
}

const token = (): Uint8Array => readFileSync(join(work, 'all/officer1.token'));

it.each(['officer1.token', 'officer1.json'])(
  'takes signatures, copies of a request and %s together, whatever their files are called',
  async (file) => {
    lay(file);
    expect(await status()).toMatchObject({ code: 1 });
    lay('request.1.json', 'a');
    lay('officer1.token.sig1', 'b');
    const half = await status();
    expect(half.code).toBe(1);
    expect(half.stdout).toContain('1 of 2: the quorum is not reached');
    lay('request.2.json', 'c');
    lay('officer1.token.sig2', 'd');
    const { code, stdout, stderr } = await status();
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toContain('  right      signed   officer1  bob/b\n');
    expect(stdout).toContain('  right      signed   officer2  bob/d\n');
    expect(stdout).toContain('2 of 2: the quorum is reached');
  },
);

it.each(['officer1.token', 'officer1.json'])(
  'says what to type for %s, until there is a file to hand in',
  async (file) => {
    lay(file);
    lay('request.json');
    for (const officer of ['officer2', 'officer3']) {
      const { stdout } = await status();
      const [, line = ''] = /^ {4}mofn (sign .*)$/m.exec(stdout) ?? [];
      // Whoever it is that is asked first: the two others sign.
      const own = line
        .replaceAll('officer1.key', `all/${officer}.key`)
        .replaceAll('.officer1.', `.${officer}.`);
      expect(await type(`${own} --yes`)).toMatchObject({ code: 0 });
    }
    const { stdout, code } = await status();
    expect(code).toBe(0);
    const commands = [...stdout.matchAll(/^ {4}mofn (.*)$/gm)].map(([, line = '']) => line);
    expect(commands.map((line) => line.split(' ').slice(0, 2).join(' '))).toEqual([
      'approval combine',
      'request combine',
      'approval status',
    ]);
    for (const line of commands) expect(await type(line), line).toMatchObject({ code: 0 });
  },
);

it('asks for the policy, and says who it misses', async () => {
  lay('officer1.token');
  lay('officer1.token.sig1');
  const { code, tokens } = await answer('--policy all/payment.toml');
  expect(code).toBe(1);
  expect(tokens).toMatchObject([{ reached: false, policy: { met: false } }]);
});

it('says why a signature is wrong, and whose it is by its name', async () => {
  lay('officer1.json');
  lay('officer1.token.sig1');
  lay('officer1.token.sig2');
  write('officer3.sig', signedBy('officer3', readFileSync(join(work, 'all/officer1.json'))));
  const { code, tokens, trouble } = await answer();
  expect(code).toBe(1);
  expect(trouble).toEqual([]);
  const [{ officers, reached }] = tokens;
  expect(reached).toBe(false);
  expect(officers).toContainEqual(
    expect.objectContaining({ name: 'officer3', state: 'wrong', causes: ['json-file'] }),
  );
});

it('tells two tokens apart by what was signed', async () => {
  lay('officer1.json');
  write('other.json', PUBLIC_USER_TOKEN);
  lay('officer1.token.sig1', 'x');
  const { tokens } = await answer();
  expect(
    tokens.map(({ file, right }: { file: string; right: number }) => ({ file, right })),
  ).toEqual([
    { file: 'bob/officer1.json', right: 1 },
    { file: 'bob/other.json', right: 0 },
  ]);
});

it('keeps the right one of two approvals of an officer, and tells of the other', async () => {
  lay('officer1.token');
  lay('officer1.token.sig1');
  lay('officer1.token.sig2');
  write('officer2.sig', signedBy('officer2', Buffer.from('something else')));
  const { code, tokens, trouble } = await answer();
  expect(code).toBe(1);
  expect(tokens[0]).toMatchObject({ reached: true, right: 2 });
  expect(trouble).toMatchObject([{ code: 'second-signature', file: 'bob/officer2.sig' }]);
});

it('takes the approvals of approval files, which it reads as the tool does', async () => {
  for (const name of ['officer1.token', 'officer1.token.sig1', 'officer1.token.sig2']) lay(name);
  lay('approval.txt');
  expect(await answer()).toMatchObject({ code: 0, trouble: [] });
  write(
    'approval.txt',
    readFileSync(join(work, 'all/approval.txt'), 'utf8').replace(/^Approver Name.*$/m, ''),
  );
  expect(await answer()).toMatchObject({ code: 1, trouble: [{ code: 'misread' }] });
});

it.each<readonly [string, string, () => void]>([
  ['private-key', 'officer2.key', () => lay('officer2.key')],
  ['unsound-token', 'x.json', () => write('x.json', registrationFile(Buffer.alloc(200, 1)))],
  [
    'no-token',
    'approval.txt',
    () => {
      rmSync(join(work, 'bob/officer1.token'));
      lay('approval.txt');
    },
  ],
  ['nobodys-signature', 'x.sig', () => write('x.sig', signedBy('admin2', token()))],
  ['unsound-request', 'request.json', () => write('request.json', spoil('request.json'))],
  [
    'request-without-token',
    'request.json',
    () => {
      rmSync(join(work, 'bob/officer1.token'));
      write('t.json', PUBLIC_USER_TOKEN);
      lay('request.json');
    },
  ],
])('does not pass where there is trouble: %s', async (code, file, spoilFolder) => {
  for (const name of ['officer1.token', 'officer1.token.sig1', 'officer1.token.sig2']) lay(name);
  expect(await answer()).toMatchObject({ code: 0, trouble: [] });
  spoilFolder();
  const found = await answer();
  expect(found.code).toBe(1);
  expect(found.trouble).toContainEqual(expect.objectContaining({ code, file: `bob/${file}` }));
  for (const { hint } of found.trouble) {
    const [, line] = /mofn ((?:token|approval|request) .*)$/.exec(hint) ?? [];
    if (line === undefined) continue;
    // It tells more of that very file: what it is, or why it cannot be read.
    const told = await type(line);
    expect([0, 1, 3], hint).toContain(told.code);
    expect(`${told.stdout}${told.stderr}`).not.toContain('no such file');
  }
  const { stdout } = await status();
  expect(stdout).toContain(`  bob/${file}: `);
  expect(stdout).not.toContain('PRIVATE KEY');
});

function spoil(name: string): string {
  return readFileSync(join(work, 'all', name), 'utf8').replace('"payload": "', '"payload": "AAAA');
}

it('does not pass without a token, with a link for one, or with another request beside the first', async () => {
  expect(await answer()).toMatchObject({ code: 1, reached: false, tokens: [] });
  symlinkSync(join(work, 'all/officer1.token'), join(work, 'bob/officer1.token'));
  expect(await answer()).toMatchObject({ code: 1, tokens: [], trouble: [{ code: 'unread' }] });
  rmSync(join(work, 'bob/officer1.token'));
  for (const name of ['officer1.token', 'request.signed.json']) lay(name);
  lay('officer1.token.sig1');
  lay('officer1.token.sig2');
  expect(await answer()).toMatchObject({ code: 0 });
  const made = await type(
    'request new --token all/officer1.token --operation createUser\u{a0}CU -o bob/z.json',
  );
  expect(made.code).toBe(2);
  const words = [
    'request',
    'new',
    '--token',
    'all/officer1.token',
    '--operation',
    'deleteUser CU eve',
  ];
  expect(await runCommand([...words, '-o', 'bob/z.json'], { cwd: work, now: NOW })).toMatchObject({
    code: 0,
  });
  expect(await answer()).toMatchObject({
    code: 1,
    trouble: [{ code: 'requests-differ', file: 'bob/z.json' }],
  });
});

it.each([
  ['without keys', 'ceremony status bob', 2, '--roster is missing'],
  ['with no M that an HSM has', 'ceremony status bob -r roster -m 0', 2, '--required 0'],
  ['of no folder', 'ceremony status all/officer1.token -r roster', 3, 'folder of the ceremony'],
  ['of nothing', 'ceremony status nothing -r roster', 3, '"nothing"'],
  ['in two formats', 'ceremony status bob -r roster --json --format markdown', 2, '--json'],
])('refuses %s', async (_, line, code, message) => {
  const run = await type(line);
  expect(run).toMatchObject({ code, stdout: '' });
  expect(run.stderr).toContain(message);
});

it('has a request that is over asked anew with all that was said, and then names the old one', async () => {
  lay('officer1.token');
  const words = [
    'request',
    'new',
    '--token',
    'bob/officer1.token',
    '--operation',
    'createUser CU bob',
  ];
  const why = ["--reason=-- Bob's $(id)", '--ticket=-1', '--expires', '1s', '-o', 'bob/r.json'];
  expect(await runCommand([...words, ...why], { cwd: work, now: NOW - 60_000 })).toMatchObject({
    code: 0,
  });
  const { stdout } = await status();
  const [, line = ''] = /^ {4}(mofn request new .*)$/m.exec(stdout) ?? [];
  const typed = execFileSync('bash', ['-c', line.replace(/^mofn/, "printf '%s\\0'")]).toString();
  const made = await runCommand(typed.split('\0').slice(0, -1), { cwd: work, now: NOW });
  expect(made.code, line).toBe(0);
  expect(made.stderr + made.stdout).toContain("-- Bob's $(id)");
  expect(made.stderr + made.stdout).toContain('ticket     -1');
  const after = await answer();
  expect(after.trouble).toMatchObject([
    { code: 'requests-differ', hint: expect.stringContaining('take away whichever is not meant') },
  ]);
});

it('says what it could not look at, and does not pass then', async () => {
  for (const name of ['officer1.token', 'officer1.token.sig1', 'officer1.token.sig2']) lay(name);
  expect(await answer()).toMatchObject({ code: 0, trouble: [] });
  symlinkSync(join(work, 'all/request.json'), join(work, 'bob/link.json'));
  execFileSync('mkfifo', [join(work, 'bob/pipe')]);
  mkdirSync(join(work, `bob/${'x/'.repeat(20)}`), { recursive: true });
  const { code, trouble } = await answer();
  expect(code).toBe(1);
  expect(trouble).toMatchObject([
    { code: 'unread', file: 'bob/link.json', message: 'it is a link, and none is followed' },
    { code: 'unread', file: 'bob/pipe', message: 'it is neither a file nor a folder' },
    { code: 'unread', file: `bob${'/x'.repeat(16)}`, message: expect.stringContaining('deeper') },
  ]);
});

const cmark = requireProgram('cmark-gfm');

it.skipIf(!cmark.has)(
  `has commands in Markdown as they are to be typed ${cmark.label}`,
  async () => {
    for (const name of ['officer1.token', 'request.1.json', 'request.2.json']) lay(name);
    for (const name of ['officer1.token.sig1', 'officer1.token.sig2']) lay(name);
    const { code, stdout } = await status('-r roster -m 2 --format markdown');
    expect(code).toBe(0);
    const html = execFileSync('cmark-gfm', ['--unsafe'], { input: stdout }).toString();
    const [, commands = ''] = /<pre>(mofn .*?)<\/pre>/s.exec(html) ?? [];
    const lines = commands.split('\n');
    expect(lines).toHaveLength(3);
    for (const line of lines) expect(await type(line.slice(5)), line).toMatchObject({ code: 0 });
  },
);

it.skipIf(!cmark.has)(`is text and nothing else in GitHub's Markdown ${cmark.label}`, async () => {
  const names = [
    '*a* `b` [c](http://x) <img src=x> @d #1 | e',
    'www.example.org',
    '&lt;',
    '__f__ ~~g~~',
  ];
  lay('officer1.json');
  lay('request.1.json');
  lay('officer1.token.sig1');
  for (const name of names) write(name.replaceAll('/', '∕'), signedBy('admin2', Buffer.from(name)));
  const { code, stdout } = await status('-r roster -m 2 --format markdown');
  expect(code).toBe(1);
  const extensions = ['table', 'autolink', 'strikethrough', 'tagfilter'].flatMap((name) => [
    '-e',
    name,
  ]);
  const html = execFileSync('cmark-gfm', ['--unsafe', ...extensions], { input: stdout }).toString();
  const tags = new Set([...html.matchAll(/<([a-z0-9]+)/g)].map(([, tag]) => tag));
  expect([...tags].toSorted()).toEqual(
    [
      'br',
      'code',
      'h3',
      'li',
      'p',
      'pre',
      'table',
      'tbody',
      'td',
      'th',
      'thead',
      'tr',
      'ul',
    ].filter((tag) => tag !== 'br' || html.includes('<br')),
  );
  const shown = html
    .replace(/<[^>]*>/g, '')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');
  for (const name of readdirSync(join(work, 'bob'))) expect(shown).toContain(`bob/${name}`);
  expect(html.match(/<tr>/g)).toHaveLength(4);
  expect(shown).toContain('createUser CU bob');
});

/**
 * Whatever is handed to a command in the place of what it takes: it is named, and none of it is shown, in no
 * format. Kinds of files by command lines.
 */
import { existsSync, writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { howMany, IS_LONG, sample } from '../support/how-many.ts';
import { takeKey } from '../support/keys.ts';
import { useOfficerFolder } from '../support/officer-folder.ts';
import { type CommandRun, runCommand } from '../support/run-command.ts';

const folder = useOfficerFolder();
const path = (name: string) => folder.path(name);
const read = (name: string) => folder.read(name);
const { privateKey, privatePem, publicPem } = takeKey('officer3');
const secret = { cipher: 'aes-256-cbc', passphrase: 'x' } as const;

interface Kind {
  readonly name: string;
  readonly bytes: (from: typeof read) => Uint8Array;
}

const ALL_PRIVATE: readonly Kind[] = [
  { name: 'a private key', bytes: () => Buffer.from(privatePem) },
  {
    name: 'a private key',
    bytes: () => Buffer.from(privateKey.export({ type: 'pkcs1', format: 'der' })),
  },
  {
    name: 'a private key',
    bytes: () => Buffer.from(privateKey.export({ type: 'pkcs8', format: 'pem', ...secret })),
  },
  { name: 'a private key', bytes: () => Buffer.from(privatePem, 'utf16le') },
  { name: 'a private key', bytes: () => Buffer.from(privatePem.replaceAll('\n', '\r')) },
  {
    name: 'a private key',
    bytes: (from) => Buffer.concat([from('approval.txt'), Buffer.from(privatePem)]),
  },
  {
    name: 'a private key',
    bytes: () => Buffer.from(JSON.stringify(privateKey.export({ format: 'jwk' }))),
  },
  {
    name: 'a private key',
    bytes: () => Buffer.from(privateKey.export({ type: 'pkcs8', format: 'der' }).toString('hex')),
  },
  { name: 'a private key', bytes: () => Buffer.from(`version = 1\ntitle = "${privatePem}"\n`) },
];

const PRIVATE = sample(ALL_PRIVATE, howMany(2, ALL_PRIVATE.length));

const OTHERS: readonly Kind[] = [
  { name: 'a public key', bytes: () => Buffer.from(publicPem) },
  { name: 'a quorum token', bytes: (from) => from('officer1.token') },
  { name: 'a signature', bytes: (from) => from('officer1.token.sig1') },
  {
    name: 'a signature, written as text',
    bytes: (from) => Buffer.from(from('officer1.token.sig1').toString('base64')),
  },
  { name: 'JSON', bytes: () => Buffer.from('{"members": ["of no kind that anybody knows"]}') },
  {
    name: 'binary data',
    bytes: () => Buffer.from('\x7fELF\0\0\x01 and whatever else stands in programs', 'latin1'),
  },
];

const UTF16: Kind = {
  name: 'an approval file in UTF-16',
  bytes: (from) => Buffer.from(from('approval.txt').toString(), 'utf16le'),
};

const F = 'given';

/** Of an approval file: `mofn approval lint` answers with a finding. */
const LINT = [
  `approval lint ${F}`,
  `approval lint --no-files ${F}`,
  `approval lint --json ${F}`,
  `approval lint --format github ${F}`,
  `approval lint --format sarif ${F}`,
  `approval lint --fix --write ${F}`,
  'approval lint -',
];

/** Of an approval file: refused. */
const APPROVAL = [
  `approval lint --fix ${F}`,
  `approval show ${F}`,
  `approval show --as device ${F}`,
  `approval show --json ${F}`,
  'approval show -',
  `approval fmt ${F}`,
  `approval fmt --check ${F}`,
  `approval fmt --write ${F}`,
  `approval add ${F} officer9=officer1.token.sig1`,
  `approval remove ${F} officer1`,
  `approval set ${F} --count 2`,
  `approval convert ${F} --to classic --out-dir roster`,
  `approval status ${F} --roster roster`,
  `approval status ${F} --roster roster --json`,
];

/** Of a signature: refused. */
const SIGNATURE = [
  `approval new --token officer1.token --approver officer1=${F}`,
  `approval add approval.txt officer9=${F} --write`,
  `approval set approval.txt --approver officer1=${F} --write`,
  `approval combine approval.txt officer9=${F} --out all.txt`,
];

/** Of a token: refused. */
const TOKEN = [
  `token show ${F}`,
  `token show ${F} --json`,
  'token show -',
  `approval new --token ${F} --approver officer1=officer1.token.sig1`,
  `approval set approval.txt --token ${F} --write`,
  `approval combine officer1=officer1.token.sig1 --token ${F} --out all.txt`,
];

/** Of what is to be signed: a private key is refused. */
const MESSAGE = [
  `sign ${F} --key officer1.key --out out.sig`,
  `sign ${F} --key officer1.key --out out.sig --quiet --force`,
  `sign ${F} --key officer1.key --json`,
  `sign ${F} officer1.token --key officer1.key --out-dir roster --force`,
  'sign - --key officer1.key --out out.sig',
];

/** Others that take a file, whatever they answer. */
const ANY = [
  `verify officer1.token -s ${F} -k officer1.pub`,
  `verify officer1.token -s ${F} -k roster --json`,
  `verify ${F} -s officer1.token.sig1 -k officer1.pub --explain`,
  `verify officer1.token -s officer1.token.sig1 -k ${F} --json`,
  `approval combine ${F} approval.txt --out all.txt`,
  `key show ${F}`,
  `key show ${F} --json`,
  `sign officer1.token --key ${F} --out out.sig`,
  `approval status approval.txt --roster ${F}`,
  `sign officer1.token --request ${F} --request-out new --key officer1.key --out out.sig`,
  `sign officer1.json --policy ${F} --as officer1 --key officer1.key --out out.sig`,
  `request new --token ${F} --operation createUser --json`,
  `request bind ${F} --token officer1.token`,
  `request show ${F}`,
  `request show ${F} --json`,
  `request verify ${F} --json`,
  `request verify request.json --roster ${F}`,
  `request verify request.json --policy ${F}`,
  `request verify request.json --roster roster --token ${F}`,
  `request combine ${F} request.1.json`,
  `approval status approval.txt --roster roster --request ${F}`,
  `approval status approval.txt --policy ${F} --json`,
  `evidence make . --before ${F} -o new`,
  `evidence make . --spent ${F} -o new`,
  `evidence make . --roster ${F} -o new`,
  `policy check payment.toml --set approval.txt --request ${F}`,
  `ceremony status . --policy ${F}`,
  `ceremony status . --roster ${F} --json`,
  `ceremony run ${F} --rehearse --dir new`,
  `audit --log ${F}`,
  `audit --log ${F} --json`,
  `audit --log hsm-0.log --request ${F}`,
  `audit --log hsm-0.log --request request.json --set ${F}`,
  `audit --log hsm-0.log --request request.json --policy ${F}`,
  `hsm doctor --dump ${F}`,
  `hsm doctor --dump ${F} --json`,
  `digest words ${F}`,
  `digest compare ${F} topmost --json`,
  `policy lint ${F}`,
  `policy lint ${F} --json`,
  `ceremony lint ${F}`,
  `ceremony print ${F}`,
  `policy check ${F} --set approval.txt`,
  `policy check payment.toml --set ${F}`,
  `policy verify ${F} --roster roster`,
  `policy verify payment.json --roster ${F}`,
  `policy sign ${F} --key officer1.key -o out.json`,
  `evidence verify ${F}`,
  `evidence verify bundle.zip --roster ${F} --json`,
  `evidence sign ${F} --key officer1.key -o out.json`,
  `hsm load ${F} --hsm new`,
  `hsm init new --from ${F}`,
  `hsm init new --servers ${F}`,
];

/**
 * The kinds to try under a line: all of them in the long version; otherwise two, other ones under the next
 * line, so that each kind comes under some.
 */
function turnOf(kinds: readonly Kind[], line: number): readonly Kind[] {
  if (IS_LONG) return kinds;
  return [0, 1].map((step) => kinds[(2 * line + step) % kinds.length] as Kind);
}

function put({ bytes }: Kind): Buffer {
  const file = Buffer.from(bytes(read));
  writeFileSync(path(F), file);
  return file;
}

function answer(line: string, stdin: Uint8Array): Promise<CommandRun> {
  return runCommand(line.split(' '), { cwd: folder.folder, stdin, env: {} });
}

/** So many bytes of the file, and no fewer, tell something of it. */
const TELLING = 10;

/** No stretch of the file is in what was printed, as it is, in hex or in base64. */
function expectUnshown(file: Buffer, { bytes, stderr }: CommandRun): void {
  const printed = `${bytes.toString('latin1')}${Buffer.from(stderr).toString('latin1')}`;
  const text = file.toString('latin1').replaceAll('\0', '');
  const lines = text
    .slice(Math.max(0, text.indexOf('-----BEGIN')))
    .split(/[\r\n]/)
    .filter((line) => !line.startsWith('-----'));
  const shown: string[] = [];
  const forms = [...lines, file.toString('hex'), file.toString('base64')];
  for (const form of forms) {
    for (let at = 0; at + TELLING <= form.length; at += TELLING / 2) {
      const stretch = form.slice(at, at + TELLING);
      if (!FREE.test(stretch) && printed.includes(stretch)) shown.push(stretch);
    }
  }
  expect(shown).toEqual([]);
}

/** What is in every file of a kind, and tells nothing of this one. */
const FREE = /^[=A]*$|^(?:00|41)*0?$/;

/** Refused with one line that names the kind; nothing is answered or written. */
async function expectRefused(line: string, kind: Kind): Promise<void> {
  const file = put(kind);
  const run = await answer(line, file);
  expectUnshown(file, run);
  expect([line, run.code, run.stdout]).toEqual([line, 3, '']);
  const [error = ''] = run.stderr.split('\n').filter((text) => text.startsWith('error: '));
  expect([line, error]).toEqual([line, expect.stringContaining(`is ${kind.name}, expected `)]);
  expect(['out.sig', 'all.txt', 'new'].filter((name) => existsSync(path(name)))).toEqual([]);
  expect(read(F).equals(file)).toBe(true);
}

const not = (...names: readonly string[]) => OTHERS.filter(({ name }) => !names.includes(name));
const SIGNATURES = ['a signature', 'a signature, written as text'];

it('lint names it in one line, and shows none of it', async () => {
  for (const [at, line] of LINT.entries()) {
    for (const kind of turnOf([...PRIVATE, ...OTHERS], at)) {
      const file = put(kind);
      const run = await answer(line, file);
      expectUnshown(file, run);
      const named = run.stdout.split(`found ${kind.name}, expected an approval file`).length - 1;
      expect([line, kind.name, named]).toEqual([line, kind.name, 1]);
      expect(read(F).equals(file)).toBe(true);
    }
  }
});

it('lint answers an error, but of an approval file with a key behind it', async () => {
  for (const kind of [...PRIVATE, ...OTHERS]) {
    const isApproval = put(kind).includes('Approver Name = ');
    expect((await answer(`approval lint ${F}`, Buffer.of())).code).toBe(isApproval ? 0 : 1);
  }
});

it('every other command of approval files refuses it', async () => {
  for (const [at, line] of APPROVAL.entries()) {
    for (const kind of turnOf([...PRIVATE, ...OTHERS], at)) await expectRefused(line, kind);
  }
  for (const line of APPROVAL.slice(IS_LONG ? 1 : -1)) await expectRefused(line, UTF16);
});

it('a signature is what is taken for one', async () => {
  for (const [at, line] of SIGNATURE.entries()) {
    const kinds = [...PRIVATE, ...not(...SIGNATURES, 'binary data'), UTF16];
    for (const kind of turnOf(kinds, at)) await expectRefused(line, kind);
  }
});

it('a token is what is taken for one', async () => {
  for (const [at, line] of TOKEN.entries()) {
    const kinds = [...PRIVATE, ...not('a quorum token', 'JSON', 'binary data'), UTF16];
    for (const kind of turnOf(kinds, at)) await expectRefused(line, kind);
  }
});

it('a private key is nothing to sign', async () => {
  for (const kind of PRIVATE) {
    for (const line of MESSAGE) {
      const file = put(kind);
      const run = await answer(line, file);
      expectUnshown(file, run);
      expect([line, run.stderr]).toEqual([
        line,
        expect.stringContaining('is a private key, expected'),
      ]);
      expect([line, run.code]).toEqual([line, line.includes('--out-dir') ? 1 : 3]);
      expect(existsSync(path('out.sig'))).toBe(false);
      expect(existsSync(path(`roster/${F}.sig`))).toBe(false);
    }
  }
});

it('no command shows any of it', async () => {
  // A seed file may have public keys in it.
  for (const [at, line] of ANY.entries()) {
    for (const kind of turnOf([...PRIVATE, ...not('a public key')], at)) {
      const file = put(kind);
      expectUnshown(file, await answer(line, file));
    }
  }
});

it('what is no key is named where a key is needed, and the same of a signature', async () => {
  for (const { name, bytes } of not('a public key', 'binary data')) {
    writeFileSync(path(F), bytes(read));
    const shown = await answer(`key show ${F}`, Buffer.of());
    expect([shown.code, shown.stderr]).toEqual([4, expect.stringContaining(`it holds ${name}`)]);
  }
  for (const { name, bytes } of [...PRIVATE, ...not(...SIGNATURES, 'binary data'), UTF16]) {
    writeFileSync(path(F), bytes(read));
    for (const key of ['officer1.pub', 'roster']) {
      const shown = await answer(`verify officer1.token -s ${F} -k ${key}`, Buffer.of());
      expect(shown).toMatchObject({
        code: 1,
        stdout: `wrong: its file is ${name}, no signature\n`,
      });
    }
  }
});

import { sign } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { browserCrypto } from '../../src/page/crypto/browser-crypto.ts';
import type { DroppedFile, PageModel } from '../../src/page/engine/page-model.ts';
import { readPage } from '../../src/page/engine/read-page.ts';
import { MOST_BYTES, NO_FILES, takeFiles } from '../../src/page/engine/take-files.ts';
import { encodeTokens } from '../../src/token/record.ts';
import { takeKey } from '../support/keys.ts';
import { sampleRecord } from '../support/officer-folder.ts';
import { paymentPolicy, signedPolicyFile } from '../support/payment-policy.ts';
import { lookAtFiles } from './engine-runs.ts';

const NOW = 1_700_000_060_000;
const TOKEN = encodeTokens([sampleRecord({ node: 0, nonce: 1 })]);
const OTHER = encodeTokens([sampleRecord({ node: 0, nonce: 2 })]);

function approval(...names: readonly (readonly [officer: string, file: string])[]): string {
  const approvers = names.map(
    ([officer, file]) =>
      `Approver Type = 2;\nApprover Name = ${officer};\nApproval File = ${file};\n`,
  );
  return `Multi Token File Path = officer1.token;\nToken File Path = ;\nNumber of Approvals = ${names.length};\n${approvers.join('')}`;
}

function file(path: string, content: string | Uint8Array): DroppedFile {
  return { path, bytes: Uint8Array.from(Buffer.from(content as Uint8Array)) };
}

const signedBy = (name: string, bytes: Uint8Array = TOKEN): Uint8Array =>
  sign('sha256', bytes, takeKey(name).privateKey);
const publicOf = (name: string, folder = ''): DroppedFile =>
  file(`${folder}${name}.pub`, takeKey(name).publicPem);
const look = (...files: readonly DroppedFile[]): PageModel => lookAtFiles(files, { now: NOW });

describe('private keys', () => {
  it('are named, overwritten, and in nothing that is known', () => {
    const key = takeKey('officer1').privatePem;
    const dropped = file('c/officer1.key', key);
    const model = look(dropped, file('c/officer1.token', TOKEN));
    expect(model.refused).toEqual([{ path: 'c/officer1.key' }]);
    expect(model.files.map(({ path, kind }) => [path, kind])).toEqual([
      ['c/officer1.key', 'private-key'],
      ['c/officer1.token', 'token'],
    ]);
    expect(model.files[0]).not.toHaveProperty('sha256');
    expect(dropped.bytes.every((byte) => byte === 0)).toBe(true);
    const secret = key.split('\n')[1] ?? '';
    expect(secret).toHaveLength(64);
    expect(JSON.stringify(model)).not.toContain(secret);
  });

  it('are told of in the place of a public one', () => {
    const rest = () => [
      publicOf('officer2', 'roster/'),
      file('approval.txt', approval(['officer1', 'a.sig'])),
      file('officer1.token', TOKEN),
      file('a.sig', signedBy('officer1')),
    ];
    const model = look(file('roster/officer1.pub', takeKey('officer1').privatePem), ...rest());
    expect(model.refused).toEqual([{ path: 'roster/officer1.pub' }]);
    const reasonsOf = ({ approvals }: PageModel) =>
      approvals[0]?.status?.officers[0]?.reasons.join();
    expect(reasonsOf(model)).toContain('it holds a private key');
    const key = file('roster/officer1.pub', takeKey('officer1').privatePem);
    const again = readPage(
      takeFiles(takeFiles(NO_FILES, [key]), rest()),
      { now: NOW },
      browserCrypto,
    );
    expect(reasonsOf(again)).toContain('it holds a private key');
    expect(again.refused).toEqual(model.refused);
  });

  it('are forgotten where another file of that path comes, and files where a key comes', () => {
    const key = () => file('x', takeKey('officer1').privatePem);
    const once = takeFiles(NO_FILES, [key()]);
    expect(takeFiles(once, [file('x', 'text')])).toMatchObject({
      files: [{ path: 'x' }],
      refused: [],
    });
    const twice = takeFiles(takeFiles(NO_FILES, [file('x', 'text')]), [key()]);
    expect(twice).toMatchObject({ files: [], refused: [{ path: 'x' }] });
  });
});

describe('files that are too large', () => {
  it('are named, and not kept', () => {
    const taken = takeFiles(NO_FILES, [file('big', new Uint8Array(MOST_BYTES + 1))]);
    expect(taken).toMatchObject({ files: [], large: [{ path: 'big', bytes: MOST_BYTES + 1 }] });
    const model = look(file('big', new Uint8Array(MOST_BYTES + 1)));
    expect(model.files).toMatchObject([{ path: 'big', kind: 'too-large' }]);
  });
});

describe('what an approval file names', () => {
  const officers = [publicOf('officer1'), publicOf('officer2')];
  const two = approval(['officer1', 'a.sig'], ['officer2', 'b.sig']);

  it('is wanted as long as it was not dropped, and nothing is judged without any of it', () => {
    const [alone] = look(file('approval.txt', two)).approvals;
    expect(alone?.wants).toEqual(['officer1.token', 'a.sig', 'b.sig']);
    expect(alone).not.toHaveProperty('status');
    expect(alone?.lint.answer.errors).toBe(0);
    const [some] = look(file('approval.txt', two), file('officer1.token', TOKEN)).approvals;
    expect(some?.wants).toEqual(['a.sig', 'b.sig']);
    expect(some?.status?.token?.user).toBe('officer1');
  });

  it('is found beside it, and above it', () => {
    const files = (folder: string, other: string) => [
      file(`${folder}approval.txt`, two),
      file(`${other}officer1.token`, TOKEN),
      file(`${other}a.sig`, signedBy('officer1')),
      file(`${other}b.sig`, signedBy('officer2')),
      ...officers.map(({ path, bytes }) => ({ path: `roster/${path}`, bytes })),
    ];
    for (const [folder, other] of [
      ['c/', 'c/'],
      ['c/d/', 'c/'],
    ] as const) {
      const [view] = look(...files(folder, other)).approvals;
      expect(view?.status).toMatchObject({ right: 2, reached: true });
      expect(view?.status?.file).toBe(folder === other ? 'approval.txt' : 'd/approval.txt');
    }
  });

  it('is found by its name alone where files were dropped one by one, whatever folder is written', () => {
    const text = approval(['officer1', '/home/officer1/a.sig'], ['officer2', 'sent/b.sig']);
    const files = [
      file('approval.txt', text),
      file('officer1.token', TOKEN),
      file('a.sig', signedBy('officer1')),
      file('b.sig', signedBy('officer2')),
      ...officers,
    ];
    expect(look(...files).approvals[0]?.status).toMatchObject({ right: 2, reached: true });
    const inFolder = files.map(({ path, bytes }) => ({ path: `c/${path}`, bytes }));
    expect(look(...inFolder).approvals[0]?.status).toMatchObject({ right: 0, reached: false });
  });

  it('never leads out of what was dropped', () => {
    const text = approval(['officer1', '../../a.sig']);
    const [view] = look(
      file('c/approval.txt', text),
      file('a.sig', signedBy('officer1')),
    ).approvals;
    expect(view?.wants).toContain('../../a.sig');
  });
});

describe('signatures', () => {
  it('are told by whose they are, over which token, without any approval file', () => {
    const model = look(
      file('one.token', TOKEN),
      file('two.token', OTHER),
      file('a.sig', signedBy('officer2')),
      file('b.sig', signedBy('officer1', OTHER)),
      file('c.sig', signedBy('officer3')),
      publicOf('officer1'),
      publicOf('officer2'),
    );
    expect(model.signatures).toMatchObject([
      { path: 'a.sig', by: { name: 'officer2', token: 'one.token' }, namedBy: [] },
      { path: 'b.sig', by: { name: 'officer1', token: 'two.token' } },
      { path: 'c.sig', wrong: [{ token: 'one.token' }, { token: 'two.token' }] },
    ]);
    expect(model.signatures[2]?.wrong[0]?.reasons.length).toBeGreaterThan(0);
  });

  it('say the files that name them', () => {
    const model = look(
      file('c/approval.txt', approval(['officer1', 'a.sig'])),
      file('c/a.sig', signedBy('officer1')),
      file('d/a.sig', signedBy('officer1')),
    );
    expect(model.signatures.map(({ path, namedBy }) => [path, namedBy])).toEqual([
      ['c/a.sig', ['c/approval.txt']],
      ['d/a.sig', []],
    ]);
  });
});

describe('a text with diagnostics', () => {
  const linesOf = (text: string) => look(file('approval.txt', text)).approvals[0]?.lint;

  it('is there line by line, marked where they are, and nothing of it is lost', () => {
    const text = approval(['officer1', 'a.sig']).replace('officer1;', 'officer1');
    const view = linesOf(text);
    const shown = view?.lines.map(({ pieces }) => pieces.map((piece) => piece.text).join(''));
    expect(shown).toEqual(text.trimEnd().split('\n'));
    const told = view?.answer.files[0]?.diagnostics ?? [];
    expect(told.map(({ code }) => code)).toContain('missing-semicolon');
    for (const line of view?.lines ?? []) {
      for (const at of line.diagnostics) {
        expect(told[at]?.startLine).toBe(line.number);
        expect(line.pieces.some(({ marks }) => marks.includes(at))).toBe(true);
      }
    }
    expect(view?.lines.flatMap(({ diagnostics }) => diagnostics)).toHaveLength(told.length);
  });

  it('has what is unsafe to show escaped, and offsets in bytes do not cut a letter', () => {
    const text = approval(['j\u00fcrgen\u202e', 'a.sig']).replace('a.sig;', 'a.sig; x\u001b[2J');
    const shown = linesOf(text)?.lines.flatMap(({ pieces }) => pieces.map((piece) => piece.text));
    expect(shown?.join('')).toContain('j\u00fcrgen\\u202e');
    expect(shown?.join('')).toContain('\\x1b[2J');
  });

  it('is there in parts where it is very long', () => {
    const lines = Array.from({ length: 3000 }, () => '# nothing').join('\n');
    const text = `${approval(['officer1', 'a.sig'])}${lines}\nApprover Type = 2\n`;
    const view = linesOf(text);
    expect(view?.lines.length).toBeLessThan(100);
    expect(view?.lines.flatMap(({ diagnostics }) => diagnostics).length).toBe(
      view?.answer.files[0]?.diagnostics.length,
    );
  });
});

it('knows a policy from the script of a ceremony, and says what is wrong in it', () => {
  const script = 'version = 1\ntitle = "x"\n[[steps]]\nid = "a"\n';
  const policy = 'version = 1\n[people.ada]\nname = 3\n';
  const model = look(file('ceremony.toml', script), file('policy.toml', policy));
  expect(model.files.map(({ kind }) => kind)).toEqual(['text', 'policy']);
  expect(model.policies[0]?.lint.answer.errors).toBeGreaterThan(0);
});

it('says whose signatures a policy has, by the keys of a roster and not by its own', () => {
  const toml = paymentPolicy();
  const signed = file('payment.json', signedPolicyFile(toml, ['officer2', 'officer3']));
  expect(look(signed).policies).toMatchObject([{ name: 'Quorum of the test cluster' }]);
  expect(look(signed).policies[0]).not.toHaveProperty('signers');
  const [view] = look(signed, publicOf('officer2', 'roster/')).policies;
  expect(view).toMatchObject({ signers: ['officer2'], strangers: 1 });
  const plain = look(file('payment.toml', toml), publicOf('officer2', 'roster/')).policies[0];
  expect(plain).not.toHaveProperty('signers');
});

it('says of a file that cannot be read why, and goes on', () => {
  const broken = '{"payloadType":"application/vnd.in-toto+json","payload":"!","signatures":[]}';
  const model = look(file('request.json', broken), file('officer1.token', TOKEN));
  expect(model.requests).toEqual([]);
  expect(model.files.find(({ path }) => path === 'request.json')?.problem?.message).toBeTruthy();
  expect(model.tokens).toHaveLength(1);
});

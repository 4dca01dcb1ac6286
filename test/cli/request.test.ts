/**
 * `mofn request`: what a quorum is asked for, from its draft to its signatures.
 */
import { createHash, sign, verify } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dsse, crypto as theirCrypto } from '@sigstore/core';
import { describe, expect, it } from 'vitest';
import { encodeTokens } from '../../src/token/record.ts';
import { takeKey } from '../support/keys.ts';
import { sampleRecord, useOfficerFolder } from '../support/officer-folder.ts';
import { policyFile } from '../support/policy-file.ts';
import { paeOf, requestFile, requestStatement } from '../support/request-file.ts';
import { type CommandRun, runCommand } from '../support/run-command.ts';

const work = useOfficerFolder();
const NOW = Date.parse('2026-11-29T08:00:00Z');

/** Words between single quotes are one. */
function run(line: string, { now = NOW, stdin = '' } = {}): Promise<CommandRun> {
  const words = [...line.matchAll(/'([^']*)'|(\S+)/g)].map(([, quoted, plain]) => quoted ?? plain);
  return runCommand(['request', ...(words as string[])], { cwd: work.folder, now, stdin });
}

// biome-ignore lint/suspicious/noExplicitAny: what JSON says is looked at as it comes
type Json = any;
const json = (name: string): Json => JSON.parse(work.read(name).toString());
const statementOf = (name: string): Json =>
  JSON.parse(Buffer.from(json(name).payload, 'base64').toString());
const write = (name: string, text: string | Uint8Array): void =>
  writeFileSync(work.path(name), text);

const NEW = "new --token officer1.token --operation 'createUser CU bob'";

describe('request new', () => {
  it('writes a Statement in an envelope that nobody has signed', async () => {
    const words = "--reason 'joins payments' --ticket CHG-1 --expires 10m -o r.json";
    const { code, stdout, stderr } = await run(`${NEW} ${words}`);
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
    expect(stderr).toContain('operation  createUser CU bob\n');
    const { payloadType, signatures } = json('r.json');
    expect({ payloadType, signatures }).toEqual({
      payloadType: 'application/vnd.in-toto+json',
      signatures: [],
    });
    const expected: Json = requestStatement(work.read('officer1.token'), {
      made: '2026-11-29T08:00:00Z',
      expires: '2026-11-29T08:10:00Z',
    });
    expected.predicate.ticket = 'CHG-1';
    expect(statementOf('r.json')).toEqual(expected);
  });

  it('takes the token of the newer command line, the words of its console, and standard input', async () => {
    const operation = "--operation 'user create --username BOB --role crypto-user' -o";
    await run(`new --token officer1.json ${operation} a.json`);
    const { subject, predicate } = statementOf('a.json');
    const digest = createHash('sha256').update(work.read('officer1.token')).digest('hex');
    expect(subject).toEqual([{ name: 'officer1.json', digest: { sha256: digest } }]);
    expect(predicate.operation.classic).toBe('createUser CU bob');
    const stdin = work.read('officer1.token').toString('latin1');
    const piped = await runCommand(
      ['request', 'new', '--token', '-', '--operation', 'createUser CU bob', '-q'],
      { cwd: work.folder, stdin: Buffer.from(stdin, 'latin1') },
    );
    const payload = Buffer.from(JSON.parse(piped.stdout).payload, 'base64').toString();
    expect(JSON.parse(payload).subject).toEqual([{ name: '_', digest: { sha256: digest } }]);
  });

  it('takes a token of any name', async () => {
    for (const name of [' ', 'ü\u202e', '_', 'x'.repeat(255)]) {
      write(name, work.read('officer1.token'));
      const words = ['new', '--token', name, '--operation', 'createUser CU bob', '-q'];
      const made = await runCommand(['request', ...words], { cwd: work.folder, now: NOW });
      const shown = await run('show - --json', { stdin: made.stdout });
      expect(JSON.parse(shown.stdout).request.token.name).toBe(name === ' ' ? '_' : name);
    }
  });

  it('names the policy that it was agreed on under', async () => {
    expect(await run(`${NEW} --policy policy.toml -o r.json`)).toMatchObject({ code: 0 });
    const digest = createHash('sha256').update(work.read('policy.toml')).digest('hex');
    expect(statementOf('r.json').predicate.policy).toEqual({ digest: { sha256: digest } });
  });

  it.each([
    ["new --token officer1.token --operation 'createUser CU bob Passw0rd'", 2, 'has a password'],
    ["new --token officer1.token --operation 'setMValue 3 2'", 2, 'expected one for 4 (MISC_CO)'],
    [`${NEW} --expires yesterday`, 2, 'expected a stretch of time or a time'],
    [`${NEW} --expires 10`, 2, 'expected a stretch of time or a time'],
    [`${NEW} --expires 99999999d`, 2, 'expected a stretch of time or a time'],
    [`${NEW} --expires 2920000d`, 2, 'expected a stretch of time or a time'],
    [`${NEW} --expires -- -5m`, 2, ''],
    [`${NEW} --expires 2026-11-29T08:00Z`, 2, 'it would be expired'],
    [`${NEW} --requester officer1`, 2, 'exclude each other'],
    ["new --operation 'createUser CU bob'", 2, 'found no token'],
    ["new --requester a --operation 'createUser CU bob'", 2, '--service is missing'],
    ["new --requester a --service 3.5 --operation 'createUser CU bob'", 2, 'no document knows'],
    ["new --token approval.txt --operation 'createUser CU bob'", 3, 'expected a token file'],
    ["new --token request.json --operation 'createUser CU bob'", 3, 'is a request'],
    [
      "new --token officer1.token --operation 'createUser CU bob' -o officer1.pub",
      3,
      'officer1.pub',
    ],
  ])('refuses: %s', async (line, expected, told) => {
    const { code, stdout, stderr } = await run(line);
    expect({ code, stdout }).toEqual({ code: expected, stdout: '' });
    expect(stderr).toContain(told);
    expect(stderr).not.toContain('Passw0rd');
  });

  it('refuses a token of which the records do not agree', async () => {
    const record = sampleRecord({ node: 1, nonce: 1 });
    write('mixed', encodeTokens([record, { ...record, user: 'officer2' }]));
    const { code, stderr } = await run("new --token mixed --operation 'createUser CU bob'");
    expect(code).toBe(3);
    expect(stderr).toContain('"mixed": the records of the token are not of one user');
  });
});

describe('a draft', () => {
  const DRAFT = "new --requester Officer1 --service 3 --operation 'createUser CU bob' -o d.json";

  it('is shown, is bound to its token, and says when that was', async () => {
    await run(`${DRAFT} --expires 1h`);
    expect((await run('show d.json')).stdout).toContain('draft      for no token yet');
    const later = NOW + 600_000;
    expect(await run('bind d.json --token officer1.token -o r.json', { now: later })).toMatchObject(
      { code: 0 },
    );
    expect(statementOf('r.json').predicate).toMatchObject({
      requester: 'officer1',
      made: '2026-11-29T08:10:00Z',
      expires: '2026-11-29T09:00:00Z',
    });
    await run('bind d.json --token officer1.token --expires 2h -o s.json', { now: later });
    expect(statementOf('s.json').predicate.expires).toBe('2026-11-29T10:10:00Z');
  });

  it('is bound to no other token, not after its time, and once', async () => {
    await run(`${DRAFT} --expires 1h`);
    write('other', encodeTokens([{ ...sampleRecord({ node: 1, nonce: 1 }), user: 'officer2' }]));
    for (const [line, now, told] of [
      ['bind d.json --token other', NOW, 'the token is of "officer2"'],
      ['bind d.json --token officer1.token', NOW + 3_600_000, 'it would be expired'],
      ['bind request.json --token officer1.token', NOW, 'a request already'],
      ['verify d.json', NOW, 'it is a draft'],
      ['combine d.json', NOW, 'it is a draft'],
    ] as const) {
      const { code, stdout, stderr } = await run(line, { now });
      expect(code).toBeGreaterThan(1);
      expect(stdout).toBe('');
      expect(stderr).toContain(told);
    }
  });
});

describe('request show', () => {
  it('shows all that is signed, with nothing that a terminal does something with', async () => {
    const reason = 'ok\n\u001b[2J\u202egnp.exe \u200b';
    write('r.json', requestFile(work.read('officer1.token'), { reason }));
    const { code, stdout } = await run('show r.json');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^[ -~\n]*$/);
    expect(stdout).toContain('reason     ok\\n\\x1b[2J\\u202egnp.exe \\u200b\n');
    const answer = JSON.parse((await run('show r.json --json')).stdout);
    expect(answer.request.reason).toBe(reason);
  });

  it('tells hints as what they are', async () => {
    const { stdout } = await run('show request.signed.json');
    expect(stdout.match(/signed {5}it says: by key [0-9a-f]{64}\n/g)).toHaveLength(2);
    expect((await run('show request.json')).stdout).toContain('signed     by nobody yet\n');
  });
});

describe('request verify', () => {
  const GOOD = 'verify request.signed.json --roster roster --token officer1.token';

  it('says yes where all is right', async () => {
    const { code, stdout } = await run(GOOD);
    expect(code).toBe(0);
    expect(stdout).toContain('signed     right, by officer1\nsigned     right, by officer2\n');
    expect((await run(GOOD.replace('officer1.token', 'officer1.json'))).code).toBe(0);
  });

  it.each([
    ['verify request.signed.json', {}, 'unchecked  no roster and no policy'],
    ['verify request.json --roster roster', {}, 'signed     by nobody yet'],
    [
      'verify expired.json --roster roster',
      {},
      'wrong      it has expired: its time ended 2026-11-29T07:59:59Z',
    ],
    [GOOD, { now: Date.parse('2023-11-14T22:12:00Z') }, 'which is still to come'],
    [GOOD.replace('officer1.token', 'other'), {}, 'wrong      it stands for another token'],
    [GOOD.replace('roster --token', 'strangers --token'), {}, 'signed     by no key at hand'],
    ['verify uncovered.json --roster roster', {}, 'does not let the operation through'],
    [
      'verify agreed.json --roster roster',
      {},
      'it names a policy, SHA-256 abababababababab…, and none is at hand',
    ],
    ['verify agreed.json --roster roster --policy policy.toml', {}, 'it names another policy'],
  ])('says no: %s', async (line, options, told) => {
    const token = work.read('officer1.token');
    write('expired.json', signed(requestFile(token, { expires: '2026-11-29T07:59:59Z' })));
    write(
      'uncovered.json',
      signed(requestFile(token, { service: { number: 4, name: 'MISC_CO' } })),
    );
    write('agreed.json', signed(requestFile(token, { policy: 'ab'.repeat(32) })));
    write('other', encodeTokens([sampleRecord({ node: 1, nonce: 9 })]));
    mkdirSync(work.path('strangers'));
    writeFileSync(work.path('strangers/officer3.pub'), takeKey('officer3').publicPem);
    const { code, stdout } = await run(line, options);
    expect(stdout).toContain(told);
    expect(code).toBe(1);
    expect((await run(`${line} --json`, options)).stdout).toContain('"verified":false');
  });

  it('says no where one of several is by a stranger, whatever it says of its key', async () => {
    const file = json('request.signed.json');
    const bytes = sign('sha256', paeOf(JSON.stringify(file)), takeKey('stranger').privateKey);
    file.signatures.push({ keyid: file.signatures[0].keyid, sig: bytes.toString('base64') });
    write('r.json', JSON.stringify(file));
    const { code, stdout } = await run('verify r.json --roster roster --json');
    const { signatures } = JSON.parse(stdout);
    expect(code).toBe(1);
    expect(signatures.map(({ state }: Json) => state)).toEqual(['right', 'right', 'unknown']);
  });

  it('takes the keys of a policy, and tells all accounts of whoever signed', async () => {
    const ada = { accounts: ['officer1', 'ada_admin'], keys: ['officer1'] };
    const people = { ada, carol: { accounts: ['officer3'] } };
    const rules = '[[rules]]\noperations = ["*"]\napprovals = 1\n';
    write('other.toml', policyFile(people, rules));
    for (const option of ['--policy', '--roster']) {
      const { code, stdout, stderr } = await run(`verify request.1.json ${option} other.toml`);
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
      expect(stdout).toContain('signed     right, by officer1 and ada_admin\n');
      expect((await run(`verify request.signed.json ${option} other.toml`)).code).toBe(1);
    }
  });
});

describe('request combine', () => {
  it('makes the same file of any order, and one that verifies', async () => {
    const one = await run('combine request.1.json request.2.json');
    const other = await run('combine request.2.json request.1.json request.signed.json');
    expect(one).toMatchObject({ code: 0, stderr: '2 signatures\n' });
    expect(other.stdout).toBe(one.stdout);
    const verified = await run('verify - --roster roster', { stdin: one.stdout });
    expect(verified.code).toBe(0);
  });

  it('names the file that does not belong to the first', async () => {
    const file = json('request.1.json');
    const spaced = Buffer.from(JSON.stringify(statementOf('request.1.json'), null, 1));
    write('same-words.json', JSON.stringify({ ...file, payload: spaced.toString('base64') }));
    const { code, stdout, stderr } = await run('combine request.1.json same-words.json');
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
    expect(stderr).toContain('"same-words.json": number 2 is around something else');
  });
});

describe('other implementations of DSSE', () => {
  it('take ours', () => {
    const { payloadType, payload, signatures } = json('request.signed.json');
    const pae = dsse.preAuthEncoding(payloadType, Buffer.from(payload, 'base64'));
    for (const [at, officer] of ['officer1', 'officer2'].entries()) {
      const { publicKey } = takeKey(officer);
      const signature = Buffer.from(signatures[at].sig, 'base64');
      expect(theirCrypto.verify(pae, publicKey, signature, 'sha256')).toBe(true);
    }
  });

  it('are taken: members in their order, in the other alphabet, without a key id', async () => {
    const statement = Buffer.from(JSON.stringify(requestStatement(work.read('officer1.token'))));
    const payloadType = 'application/vnd.in-toto+json';
    const signature = sign(
      'sha256',
      dsse.preAuthEncoding(payloadType, statement),
      takeKey('officer2').privateKey,
    );
    const urlSafe = (bytes: Buffer): string =>
      bytes.toString('base64').replaceAll('+', '-').replaceAll('/', '_');
    const theirs = {
      payload: urlSafe(statement),
      payloadType,
      signatures: [{ sig: urlSafe(signature), keyid: '' }],
    };
    write('theirs.json', JSON.stringify(theirs));
    const { code, stdout } = await run('verify theirs.json --roster roster --token officer1.token');
    expect(stdout).toContain('right, by officer2');
    expect(code).toBe(0);
  });
});

/** Signed by officer1. */
function signed(file: string): string {
  const { privateKey, publicKey } = takeKey('officer1');
  const signature = sign('sha256', paeOf(file), privateKey);
  expect(verify('sha256', paeOf(file), publicKey, signature)).toBe(true);
  return JSON.stringify({
    ...JSON.parse(file),
    signatures: [{ sig: signature.toString('base64') }],
  });
}

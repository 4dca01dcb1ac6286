import { describe, expect, it } from 'vitest';
import { takeKey } from '../../support/keys.ts';
import { errorsOf, pemOf } from './policies.ts';
import { RULES, spkiOf } from './wrong-policies.ts';

const ADA = `pem = """${pemOf('ada')}"""`;

const ofPerson = (lines: string, files?: Parameters<typeof errorsOf>[1]) =>
  errorsOf(`version = 1\n[people.a]\n${lines}\n${RULES}`, files);

describe('of keys', () => {
  const path = 'people.a.keys[0]';
  const ofKey = (line: string, files?: Parameters<typeof errorsOf>[1]) =>
    ofPerson(`keys = [{ ${line} }]`, files);
  const zeros = '0'.repeat(64);

  it.each([
    ['sha256 = ""', 'value-form', { path: `${path}.sha256`, found: '', expected: 'sha256' }, '""'],
    [
      `sha256 = "${'g'.repeat(64)}"`,
      'value-form',
      { path: `${path}.sha256`, found: 'g'.repeat(64), expected: 'sha256' },
      `"${'g'.repeat(64)}"`,
    ],
    [
      `sha256 = "${zeros}0"`,
      'value-form',
      { path: `${path}.sha256`, found: `${zeros}0`, expected: 'sha256' },
      `"${zeros}0"`,
    ],
    [
      'account = "-"',
      'value-form',
      { path: `${path}.account`, found: '-', expected: 'user-name' },
      '"-"',
    ],
  ])('%s', (line, code, values, text) => {
    expect(ofKey(`${ADA}, ${line}`)).toEqual([[code, { nearest: undefined, ...values }, text]]);
  });

  it('one of two places, or of none', () => {
    expect(ofKey('')).toEqual([['key-source', { path, problem: 'none' }, '{  }']]);
    const both = `${ADA}, file = "k", sha256 = "${zeros}"`;
    expect(ofKey(both)).toEqual([['key-source', { path, problem: 'both' }, `{ ${both} }`]]);
    expect(ofKey('fil = "k"')).toEqual([
      ['key-source', { path, problem: 'none' }, '{ fil = "k" }'],
      ['unknown-key', { path: `${path}.fil`, nearest: 'file' }, 'fil'],
    ]);
  });

  it('one that is another than the digest says', () => {
    const expected = zeros;
    const values = { expected, found: spkiOf('ada') };
    expect(ofKey(`${ADA}, sha256 = "${zeros}"`)).toEqual([['key-digest', values, `"${zeros}"`]]);
    expect(ofKey(`${ADA}, sha256 = "${spkiOf('ada').toUpperCase()}"`)).toEqual([]);
  });

  it('a file without a digest, a name, or what is in it', () => {
    expect(ofKey('file = "k"')).toEqual([
      ['missing-key', { path: `${path}.sha256` }, '{ file = "k" }'],
    ]);
    for (const name of ['', '\\u0000', 'a\\u0000b']) {
      const value = name.replaceAll('\\u0000', '\0');
      expect(ofKey(`file = "${name}", sha256 = "${zeros}"`)).toEqual([
        [
          'value-form',
          { path: `${path}.file`, found: value, expected: 'file-name', nearest: undefined },
          `"${name}"`,
        ],
      ]);
    }
    const problem = { code: 'too-large', limit: 5 } as const;
    expect(ofKey(`file = "k", sha256 = "${zeros}"`, { k: problem })).toEqual([
      ['key-file', { file: 'k', problem }, '"k"'],
    ]);
  });

  it.each([
    ['nothing', '', { code: 'empty' }],
    ['a word', 'x', { code: 'no-key' }],
    ['a private key', '-----BEGIN PRIVATE KEY-----', { code: 'private-key' }],
    ['a key of ssh', 'ssh-rsa AAAA', { code: 'openssh-key' }],
    ['a small key', takeKey('small', { bits: 1024 }).publicPem, { code: 'key-size', bits: 1024 }],
  ])('%s is none, in a file or in the policy', (_what, content, problem) => {
    expect(ofKey(`file = "k", sha256 = "${zeros}"`, { k: content })).toEqual([
      ['policy-key', { file: 'k', problem }, '"k"'],
    ]);
    expect(ofPerson(`keys = [{ pem = """${content}""" }]`)).toEqual([
      ['policy-key', { file: undefined, problem }, `"""${content}"""`],
    ]);
  });
});

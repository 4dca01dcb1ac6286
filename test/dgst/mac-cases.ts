import type { DgstCase } from './cases.ts';

const KEY = ['-macopt', 'key:key'];
const SHA1_MAC = ['-sha1', '-mac', 'HMAC'];
/** More than a block of any digest, with colons. */
const LONG_KEY = Array.from({ length: 151 }, () => 'ab').join(':');

/** Keys of `-macopt`, right ones and wrong ones. */
const MAC_OPTIONS = [
  ...['key:a:b', 'key: ', 'key:é', 'key:', 'hexkey:', 'hexkey:6b6579', 'hexkey:6B6579'],
  ...['hexkey:6b:65:79', 'hexkey:6b::65', 'hexkey:::', 'hexkey::', 'hexkey:6b:6579', 'hexkey:6:b6'],
  ...[
    'hexkey:6',
    'hexkey:zz',
    `hexkey:${LONG_KEY}`,
    'priv:key',
    'hexpriv:6b',
    ':key',
    'key',
    'foo:x',
  ],
  ...['digest:sha1', 'size:20', 'cipher:aes-128-cbc'],
];

/** Queries that change nothing. */
const QUERIES = [
  ...['', ',', 'provider=default', 'provider = default', "provider='default'", 'PROVIDER=DEFAULT'],
  ...['?fips=yes', '?x', 'fips=no', '-fips', 'provider=default,?fips=yes'],
];

/**
 * Command lines with message authentication codes, and with property queries.
 *
 * @param digests names of digests, each of which is tried
 */
export function macCases(digests: readonly string[]): readonly DgstCase[] {
  return [
    ...digests.map((name) => ({ args: [`-${name}`, '-hmac', 'key', 'msg'] })),
    ...digests.map((name) => ({ args: [`-${name}`, '-mac', 'HMAC', ...KEY, 'msg'] })),
    ...MAC_OPTIONS.map((option) => ({ args: [...SHA1_MAC, '-macopt', option, 'msg'] })),
    ...['-key', '', 'k', '--', 'é', 'x'.repeat(200)].map((key) => ({
      args: ['-hmac', key, 'msg'],
    })),
    ...[
      ['-hmac=key', 'msg'],
      ['-hmac'],
      ['-mac'],
      ['-hmac', 'a', '-hmac', 'b', 'msg'],
      ['-hmac', 'key', 'msg', 'm2', 'empty', 'nothing', 'dir', 'big'],
      ['-hmac', 'key', '-binary', 'msg', 'm2'],
      ['-hmac', 'key', '-r', 'msg', 'm2'],
      ['-hmac', 'key', '-c', 'msg'],
      ['-hmac', 'key', '-r', '-binary', '-hex', 'msg'],
      ['-hmac', 'key', '-out', 'out', 'msg', 'm2'],
      ['-hmac', '-key', '-r', '-out', 'out', 'msg', 'm2', 'empty'],
      ['-hmac', '', '-binary', '-out', 'out', 'msg', 'm2'],
      [...SHA1_MAC, '-macopt', 'key:-key', '-c', '-out', 'out', 'msg', 'm2'],
      ['-hmac', 'key', '-out', 'nowhere/out', 'msg'],
      ['-hmac', 'key', '-passin', 'foo', 'msg'],
      ['-hmac', 'key', '-rand', 'nothing', 'msg'],
      ['-hmac', 'key', '-foo', 'msg'],
      ['-hmac', 'key', '-RSA-SHA256', 'msg'],
      ['-hmac', 'key', '-xoflen', '20', 'msg'],
      ['-shake256', '-hmac', 'key', '-xoflen', '20', 'msg'],
      ['-hmac', 'key', '-sigopt', 'foo', 'msg'],
      ['-hmac', 'key', '-signature', 'sig', 'msg'],
      ['-hmac', 'key', '-signature', 'nothing', 'msg'],
      ['-hmac', 'key', '-sign', 'nothing', 'msg'],
      ['-hmac', 'key', '-verify', 'rsa.pub', '-signature', 'sig', 'msg'],
      ['-hmac', 'key', '-mac', 'HMAC', 'msg'],
      ['-mac', 'HMAC', '-sign', 'rsa.key', 'msg'],
      ['-hmac', 'key', '-macopt', 'foo', 'msg'],
      ['-macopt', 'foo', 'msg'],
      ['-mac', 'HMAC', 'msg'],
      ['-mac', 'hMaC', 'msg'],
      ['-mac', 'HMAC', ...KEY, 'msg'],
      ['-mac', 'HMAC', ...KEY, '-sha512', 'msg', 'm2'],
      [...SHA1_MAC, '-macopt', 'key:a', '-macopt', 'hexkey:62', 'msg'],
      [...SHA1_MAC, '-macopt', 'foo', ...KEY, 'msg'],
      [...SHA1_MAC, ...KEY, '-signature', 'sig', 'msg'],
      ['-fips-fingerprint', 'msg'],
      ['-fips-fingerprint', '-hmac', 'key', 'msg'],
      ['-hmac', 'key', '-fips-fingerprint', 'msg'],
      ['-propquery', '?fips=yes', '-RSA-SHA256', 'msg'],
    ].map((args) => ({ args })),
    ...[
      ['-hmac', 'key'],
      ['-hmac', 'key', '-'],
      ['-hmac', 'key', '-r'],
      [...SHA1_MAC, ...KEY],
    ].map((args) => ({ args, stdin: 'hello\n' })),
    ...QUERIES.map((query) => ({ args: ['-propquery', query, '-sha256', 'msg'] })),
    { args: ['-propquery', 'provider=default', '-sha256', '-sign', 'rsa.key', 'msg'] },
    ...DIFFERENCES,
  ];
}

const DIFFERENCES: readonly DgstCase[] = [
  ...[
    ['-mac', 'CMAC', '-macopt', 'cipher:aes-128-cbc', '-macopt', `hexkey:${'00'.repeat(16)}`],
    ['-mac', 'poly1305'],
    ['-mac', 'foo'],
  ].map((args) => ({
    args: [...args, 'msg'],
    differs: {
      as: 'other-macs',
      code: 1,
      stderr: `dgst: Option -mac ${args[1]} is not offered by mofn; use openssl for it`,
    },
  })),
  ...['fips=yes', 'provider=foo', 'provider!=default'].map((query) => ({
    args: ['-sha256', '-propquery', query, 'msg'],
    differs: {
      as: 'providers',
      code: 1,
      stderr: `dgst: Option -propquery ${query} is not offered by mofn; use openssl for it`,
    },
  })),
  ...['key:other', 'digest:sha1'].map((option) => ({
    args: ['-hmac', 'key', '-sigopt', option, 'msg'],
    differs: { as: 'sigopt-names', code: 1, stderr: `Signature parameter error "${option}"` },
  })),
  {
    args: ['-hmac', 'key', '-out', 'msg', 'm2', 'msg'],
    differs: {
      as: 'output-is-needed',
      code: 1,
      stderr: 'Can\'t write to "msg": it is the input, which would be lost',
    },
  },
];

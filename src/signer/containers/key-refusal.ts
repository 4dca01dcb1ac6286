import { CommandFailure } from '../../command-failure.ts';
import { escapeUnsafe } from '../../printable.ts';
import type { KeyShape } from './key-shape.ts';

/** Why one block of a key file gave no private key. */
export type Refusal =
  | { readonly why: 'wrong-passphrase' }
  /** Encrypted in a way that nothing here opens. */
  | { readonly why: 'unsupported'; readonly scheme: string }
  | { readonly why: 'not-rsa'; readonly type: string }
  /** Encrypted as OpenSSL 3 does not open it any more. */
  | { readonly why: 'legacy' }
  | { readonly why: 'openssh' }
  | { readonly why: 'damaged' }
  | { readonly why: 'broken'; readonly label: string; readonly reason: string }
  | { readonly why: 'no-private-key'; readonly shape: KeyShape };

/** The most telling first. */
const ORDER: readonly Refusal['why'][] = [
  'wrong-passphrase',
  'unsupported',
  'not-rsa',
  'legacy',
  'openssh',
  'damaged',
  'broken',
  'no-private-key',
];

/** One failure of kind `key` for a whole file, from what was found out about its blocks. */
export function describeRefusal(refusals: readonly Refusal[], name: string): CommandFailure {
  const key = `"${escapeUnsafe(name)}"`;
  const [worst] = refusals.toSorted((a, b) => ORDER.indexOf(a.why) - ORDER.indexOf(b.why));
  switch (worst?.why) {
    case 'wrong-passphrase':
      return new CommandFailure(
        'key',
        `cannot decrypt the key ${key}: the pass phrase is wrong`,
        'check the pass phrase; of a file only the first line counts, without its newline',
      );
    case 'unsupported':
      return new CommandFailure(
        'key',
        `cannot decrypt the key ${key}: it is under ${escapeUnsafe(worst.scheme)}, which is out of use`,
        describeConversion(worst.scheme, name),
      );
    case 'not-rsa':
      return new CommandFailure(
        'key',
        `the key ${key} is of type ${escapeUnsafe(worst.type)}, and an RSA key is needed`,
        'make one with "mofn key new"; HSMs take RSA keys of 2048 bits',
      );
    case 'legacy':
      return new CommandFailure('key', `${key} is encrypted in a way that OpenSSL 3 refuses`);
    case 'openssh':
      return new CommandFailure(
        'key',
        `${key} is in OpenSSH's own format, which openssl does not read`,
      );
    case 'damaged':
      return new CommandFailure('key', `the private key in ${key} is damaged`);
    case 'broken':
      return new CommandFailure(
        'key',
        `cannot read the block "${escapeUnsafe(worst.label)}" in ${key}: ${escapeUnsafe(worst.reason)}`,
        'compare it with the original; blank, missing and indented lines come from copying',
      );
    case 'no-private-key':
      return new CommandFailure(
        'key',
        `there is no private key in ${key}${FOUND[worst.shape] ?? ''}`,
        'a private key is needed here; mofn key show tells what a file holds',
      );
    case undefined:
      return new CommandFailure(
        'key',
        `there is no key in ${key}`,
        'a PEM file has a line like "-----BEGIN PRIVATE KEY-----", at its very beginning',
      );
  }
}

const FOUND: Partial<Record<KeyShape, string>> = {
  spki: ': it holds a public key',
  'pkcs1-public': ': it holds a public key',
  certificate: ': it holds a certificate',
};

/** The command that makes of an old file one that mofn reads, with the file's name in it. */
function describeConversion(scheme: string, name: string): string {
  const file = quoteForShell(name);
  return scheme.startsWith('OpenSSH')
    ? `convert it with: ssh-keygen -p -Z aes256-ctr -f ${file}`
    : `convert it with: openssl pkey -provider legacy -provider default -in ${file} -aes256 -out ${quoteForShell(`${name}.new`)}`;
}

function quoteForShell(text: string): string {
  const safe = escapeUnsafe(text);
  return /^[\w./+:@%,-]+$/.test(safe) ? safe : `'${safe.replaceAll("'", "'\\''")}'`;
}

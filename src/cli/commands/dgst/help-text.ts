/** What `-help` prints, to stderr as openssl does. */
export const HELP: string = `Usage: dgst [options] [file...]

Hashes, signs or verifies as "openssl dgst" of OpenSSL 3.0 does: the options, the bytes and the order
of work are the same. docs/openssl.md has the few differences. Without a file the message is read
from standard input; one dash or two, "-option value" and "-option=value" are all taken.

What to do:
 -sign KEY            sign with a private key
 -verify KEY          check a signature with a public key
 -prverify KEY        check a signature with a private key
 -signature FILE      the signature to check
 -hmac KEY            make a message authentication code, HMAC
 -mac HMAC            the same, with the key of -macopt key:KEY or hexkey:HEX
 -sha256, -sha1 ...   the digest; SHA-256 if there is none; -list names them
 -sigopt NAME:VALUE   rsa_padding_mode:pkcs1, rsa_padding_mode:pss, rsa_pss_saltlen:N|digest|auto|max
 -xoflen N            bytes of a SHAKE digest

The key:
 pkcs11:URI           a key on a token (RFC 7512), with ?module-path=FILE or MOFN_PKCS11_MODULE
 -keyform FORMAT      PEM or DER is enforced; any other is ignored
 -passin SOURCE       where the pass phrase is: pass:X, env:X, file:X, fd:N or stdin

The result:
 -out FILE            write to a file instead of standard output
 -hex, -binary        hexadecimal digits (usual without a key), bytes (usual with one)
 -c                   put colons between the digits
 -r                   digits and file name as sha256sum writes them

 -list                list the digests
 -help                print this

Taken and without effect: -d, -debug, -engine, -engine_impl, -rand, -provider, -provider-path,
-propquery. Not offered: -writerand, -mac with another name than HMAC.
`;

/** The digests that `openssl dgst -list` names, in its order. It lists two that it cannot do. */
const LISTED = [
  ...['blake2b512', 'blake2s256', 'md4', 'md5', 'md5-sha1', 'ripemd', 'ripemd160', 'rmd160'],
  ...['sha1', 'sha224', 'sha256', 'sha3-224', 'sha3-256', 'sha3-384', 'sha3-512', 'sha384'],
  ...['sha512', 'sha512-224', 'sha512-256', 'shake128', 'shake256', 'sm3', 'ssl3-md5'],
  ...['ssl3-sha1', 'whirlpool'],
];

const COLUMNS = 3;
const COLUMN_WIDTH = 26;

/** What `-list` prints. */
export function formatDigestList(): string {
  const cells = LISTED.map((name, index) => {
    const end = (index + 1) % COLUMNS === 0 ? '\n' : ' ';
    return `-${name}`.padEnd(COLUMN_WIDTH) + end;
  });
  return `Supported digests:\n${cells.join('')}\n`;
}

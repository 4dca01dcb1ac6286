/**
 * Ways in which officers made signatures that are wrong, by openssl and by what a shell has beside it.
 */

/** What a shell makes, and why that is wrong; `fixed` where decoding the file is enough. */
export interface WrongSignatureCase {
  readonly what: string;
  readonly command: string;
  readonly codes: readonly string[];
  readonly fixed?: boolean;
}

export const SIGN = 'openssl dgst -sha256 -sign officer1.key';
const PKEYUTL = 'openssl pkeyutl -sign -inkey officer1.key';

export const CASES: readonly WrongSignatureCase[] = [
  // Over what.
  { what: 'another token beside it', command: `${SIGN} other.token`, codes: ['another-token'] },
  { what: 'a file that is no token', command: `${SIGN} notes.txt`, codes: ['another-file'] },
  {
    what: 'a file that is not to be found',
    command: `printf x | ${SIGN}`,
    codes: ['unknown-message'],
  },
  { what: 'an empty file', command: `${SIGN} /dev/null`, codes: ['nothing-signed'] },
  {
    what: 'the digest in binary',
    command: `openssl dgst -sha256 -binary officer1.token | ${SIGN}`,
    codes: ['hashed-twice'],
  },
  {
    what: 'what openssl dgst prints',
    command: `openssl dgst -sha256 officer1.token | ${SIGN}`,
    codes: ['digest-text'],
  },
  {
    what: 'what openssl dgst -r prints',
    command: `openssl dgst -r -sha256 officer1.token | ${SIGN}`,
    codes: ['digest-text'],
  },
  {
    what: 'what sha256sum prints',
    command: `sha256sum officer1.token | ${SIGN}`,
    codes: ['digest-text'],
  },
  {
    what: 'the digest alone in hex',
    command: `sha256sum officer1.token | cut -c1-64 | tr -d '\\n' | ${SIGN}`,
    codes: ['digest-text'],
  },
  {
    what: 'the digest in base64',
    command: `openssl dgst -sha256 -binary officer1.token | openssl base64 | ${SIGN}`,
    codes: ['digest-text'],
  },
  {
    what: 'the token in base64',
    command: `openssl base64 -in officer1.token | ${SIGN}`,
    codes: ['token-text'],
  },
  {
    what: 'LF turned into CR LF',
    command: `sed 's/$/\\r/' officer1.token | head -c -1 | ${SIGN}`,
    codes: ['crlf-token'],
  },
  {
    what: 'CR LF turned into LF',
    command: `tr -d '\\r' < officer1.token | ${SIGN}`,
    codes: ['lf-token'],
  },
  {
    what: 'the token as UTF-8',
    command: `iconv -f latin1 -t utf8 officer1.token | ${SIGN}`,
    codes: ['utf8-token'],
  },
  {
    what: 'a newline after the token',
    command: `(cat officer1.token; echo) | ${SIGN}`,
    codes: ['newline'],
  },
  { what: 'one record', command: `tail -c 80 officer1.token | ${SIGN}`, codes: ['one-record'] },
  {
    what: 'the records turned round',
    command: `(tail -c 80 officer1.token; head -c 80 officer1.token) | ${SIGN}`,
    codes: ['record-order'],
  },
  // Whose.
  {
    what: "another officer's key",
    command: 'openssl dgst -sha256 -sign officer3.key officer1.token',
    codes: ['another-officer'],
  },
  {
    what: 'a key that is not in the roster',
    command: 'openssl dgst -sha256 -sign stranger.key officer1.token',
    codes: ['unknown-key'],
  },
  {
    what: 'a larger key of the roster',
    command: 'openssl dgst -sha256 -sign large.key officer1.token',
    codes: ['another-officer', 'key-size'],
  },
  {
    what: 'a smaller key',
    command: 'openssl dgst -sha256 -sign small.key officer1.token',
    codes: ['key-size', 'unknown-key'],
  },
  // How.
  { what: 'PSS', command: `${SIGN} -sigopt rsa_padding_mode:pss officer1.token`, codes: ['pss'] },
  {
    what: 'PSS, salt as long as the digest',
    command: `${SIGN} -sigopt rsa_padding_mode:pss -sigopt rsa_pss_saltlen:-1 officer1.token`,
    codes: ['pss'],
  },
  {
    what: 'PSS with SHA-512 over something else',
    command:
      'printf x | openssl dgst -sha512 -sign officer1.key -sigopt rsa_padding_mode:pss -sigopt rsa_pss_saltlen:-1',
    codes: ['pss', 'another-hash'],
  },
  {
    what: 'PSS with a mask of SHA-1',
    command: `${SIGN} -sigopt rsa_padding_mode:pss -sigopt rsa_mgf1_md:sha1 officer1.token`,
    codes: ['pss'],
  },
  {
    what: 'PSS without salt',
    command: `${SIGN} -sigopt rsa_padding_mode:pss -sigopt rsa_pss_saltlen:0 officer1.token`,
    codes: ['pss'],
  },
  ...[
    'sha1',
    'sha224',
    'sha384',
    'sha512',
    'sha512-256',
    'sha3-256',
    'sha3-384',
    'sha3-512',
    'md5',
  ].map((hash) => ({
    what: hash,
    command: `openssl dgst -${hash} -sign officer1.key officer1.token`,
    codes: ['another-hash'],
  })),
  {
    what: 'the digest without its DigestInfo',
    command: `openssl dgst -sha256 -binary officer1.token > d; ${PKEYUTL} -in d`,
    codes: ['no-digest-info'],
  },
  {
    what: 'the token without a hash',
    command: 'openssl rsautl -sign -inkey officer1.key -in officer1.token',
    codes: ['not-hashed'],
  },
  {
    what: 'something without a hash',
    command: `printf x > d; ${PKEYUTL} -in d`,
    codes: ['not-hashed'],
  },
  {
    what: 'raw RSA over the token',
    command: `(head -c 96 /dev/zero; cat officer1.token) > d; openssl rsautl -sign -raw -inkey officer1.key -in d`,
    codes: ['no-padding', 'not-hashed'],
  },
  // In which file.
  {
    what: 'hex of openssl -hex',
    command: `${SIGN} -hex officer1.token`,
    codes: ['hex-text'],
    fixed: true,
  },
  {
    what: 'hex with colons',
    command: `${SIGN} -c -hex officer1.token`,
    codes: ['hex-text'],
    fixed: true,
  },
  {
    what: 'hex of xxd or od',
    command: `${SIGN} officer1.token | od -An -v -tx1`,
    codes: ['hex-text'],
    fixed: true,
  },
  {
    what: 'base64',
    command: `${SIGN} officer1.token | openssl base64`,
    codes: ['base64-text'],
    fixed: true,
  },
  {
    what: 'base64 on one line',
    command: `${SIGN} officer1.token | openssl base64 -A`,
    codes: ['base64-text'],
    fixed: true,
  },
  {
    what: 'base64 of the digest hashed twice',
    command: `openssl dgst -sha256 -binary officer1.token | ${SIGN} | openssl base64`,
    codes: ['base64-text', 'hashed-twice'],
  },
  {
    what: "base64 of another's, over another token",
    command: 'openssl dgst -sha256 -sign officer3.key other.token | base64',
    codes: ['base64-text', 'another-officer', 'another-token'],
  },
  {
    what: "another's PSS",
    command: 'openssl dgst -sha512 -sign officer3.key -sigopt rsa_padding_mode:pss other.token',
    codes: ['another-officer', 'pss', 'another-hash', 'another-token'],
  },
  {
    what: 'hex of a stranger',
    command: 'openssl dgst -sha256 -sign stranger.key -hex officer1.token',
    codes: ['hex-text', 'unknown-key'],
  },
  {
    what: 'UTF-16 of a shell of Windows',
    command: `(printf '\\377\\376'; ${SIGN} officer1.token | openssl base64 | iconv -f ascii -t utf-16le)`,
    codes: ['utf16-text', 'base64-text'],
    fixed: true,
  },
  {
    what: 'an OCTET STRING',
    command: `(printf '\\004\\202\\001\\000'; ${SIGN} officer1.token)`,
    codes: ['der-wrapped'],
    fixed: true,
  },
  {
    what: 'a BIT STRING',
    command: `(printf '\\003\\202\\001\\001\\000'; ${SIGN} officer1.token)`,
    codes: ['der-wrapped'],
    fixed: true,
  },
  {
    what: 'CMS without attributes',
    command:
      'openssl cms -sign -binary -noattr -signer officer1.crt -inkey officer1.key -in officer1.token -outform DER',
    codes: ['cms'],
    fixed: true,
  },
  {
    what: 'CMS',
    command:
      'openssl cms -sign -binary -signer officer1.crt -inkey officer1.key -in officer1.token -outform DER',
    codes: ['cms'],
  },
  {
    what: "another's CMS",
    command:
      'openssl cms -sign -binary -signer officer3.crt -inkey officer3.key -in officer1.token -outform DER',
    codes: ['cms', 'another-officer'],
  },
  {
    what: 'CMS in PEM',
    command:
      'openssl cms -sign -binary -signer officer1.crt -inkey officer1.key -in officer1.token -outform PEM',
    codes: ['base64-text', 'cms'],
  },
  {
    what: 'S/MIME',
    command: 'openssl smime -sign -signer officer1.crt -inkey officer1.key -in officer1.token',
    codes: ['cms'],
  },
  {
    what: 'reversed',
    command: `${SIGN} officer1.token | od -An -v -tx1 -w1 | tac | tr -d ' \\n' | sed 's/../\\\\x&/g' > r; bash -c 'printf "$(cat r)"'`,
    codes: ['reversed'],
    fixed: true,
  },
  {
    what: 'junk behind it',
    command: `(${SIGN} officer1.token; printf 'junk')`,
    codes: ['trailing'],
    fixed: true,
  },
  { what: 'cut short', command: `${SIGN} officer1.token | head -c 255`, codes: ['length'] },
  { what: 'nothing', command: 'true', codes: ['empty'] },
  { what: 'the token itself', command: 'cat officer1.token', codes: ['no-signature'] },
  {
    what: 'the digest itself',
    command: 'openssl dgst -sha256 -binary officer1.token',
    codes: ['no-signature'],
  },
  { what: 'a public key', command: 'cat officer1.pub', codes: ['no-signature'] },
  { what: 'a certificate', command: 'cat officer1.crt', codes: ['no-signature'] },
];

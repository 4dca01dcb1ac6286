import { PASSPHRASE } from '../support/openssl/fixtures.ts';
import { macCases } from './mac-cases.ts';

/** One command line that both tools are given, in folders of the same content. */
export interface DgstCase {
  readonly args: readonly string[];
  readonly stdin?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** The signature is random: it is checked by openssl, with this public key, not compared. */
  readonly random?: {
    readonly pub: string;
    readonly options?: readonly string[];
    /** The whole signature is on stdout in hexadecimal digits. */
    readonly hex?: boolean;
  };
  /** A prompt may appear: both run as processes without a terminal. */
  readonly prompts?: boolean;
  /** The name of the difference in docs/openssl.md, and what mofn does instead. */
  readonly differs?: {
    readonly as: string;
    readonly code: number;
    /** First line of stderr. */
    readonly stderr: string;
    /** What openssl answers is another each time: a random signature, an address. */
    readonly varies?: true;
    /** A file that keeps its content, where openssl destroys it. */
    readonly keeps?: string;
  };
}

const SIGN = ['-sign', 'rsa.key'];
const PSS = ['-sigopt', 'rsa_padding_mode:pss'];
const NO_SALT = ['-sigopt', 'rsa_pss_saltlen:0'];
const CHECK = ['-verify', 'rsa.pub', '-signature'];

function words(...lines: readonly string[]): DgstCase[] {
  return lines.map((line) => ({ args: line === '' ? [] : line.split(' ') }));
}

const DIGEST_NAMES = [
  ...['sha1', 'sha224', 'sha256', 'sha384', 'sha512', 'sha512-224', 'sha512-256'],
  ...['sha3-224', 'sha3-256', 'sha3-384', 'sha3-512', 'shake128', 'shake256'],
  ...['blake2b512', 'blake2s256', 'md5', 'md5-sha1', 'ripemd160', 'sm3', 'md4', 'whirlpool'],
];

const OTHER_NAMES = [
  ...[
    'SHA256',
    'sha-256',
    'sha2-256',
    'SHA2-512/256',
    'sha512/256',
    'SHA-512/224',
    'ripemd',
    'rmd160',
  ],
  ...['RSA-SHA256', 'rsa-sha256', 'sha256WithRSAEncryption', 'RSA-SHA512/256', 'RSA-SHA1-2'],
  ...['RSA-SHA', 'ssl3-md5', 'ssl3-sha1', 'md5WithRSAEncryption', 'ripemd160WithRSA'],
  ...['id-rsassa-pkcs1-v1_5-with-sha3-224', 'sm3WithRSAEncryption', 'shake-256', 'RSA-MD4'],
  ...['2.16.840.1.101.3.4.2.1', '1.3.14.3.2.26', '1.2.840.113549.1.1.11', 'BLAKE2B-512'],
  ...['sha', 'sha0', 'mdc2', 'foo', 'dss1', 'keccak-256', 'UNDEF'],
];

const DIGESTS: readonly DgstCase[] = [
  ...DIGEST_NAMES.map((name) => ({ args: [`-${name}`, 'msg'] })),
  ...OTHER_NAMES.map((name) => ({ args: [`-${name}`, 'msg'] })),
  ...DIGEST_NAMES.map((name) => ({ args: [`-${name}`, '-hex', ...SIGN, 'msg'] })),
  { args: ['-RSA-SHA256', '-hex', ...SIGN, 'msg'] },
  { args: ['-RSA-SHA512/256', '-hex', ...SIGN, 'msg'] },
  { args: ['-RSA-SHA256', '-sign', 'ec.key', 'msg'] },
  { args: ['-md4', '-sign', 'ec.key', 'msg'] },
  { args: ['-sha256WithRSAEncryption', ...CHECK, 'sig', 'msg'] },
  ...['keccak-kmac-128', 'keccak-kmac-256', 'null'].map((name) => ({
    args: [`-${name}`, 'msg'],
    differs: {
      as: 'digests-of-no-use',
      code: 1,
      stderr: `dgst: Unknown option or message digest: ${name}`,
    },
  })),
];

const WORDS: readonly DgstCase[] = [
  ...words(
    '',
    'msg',
    'msg m2',
    '-r msg m2',
    '-c msg',
    '-c -r msg',
    '-r -c msg',
    '-c -binary msg',
    '-hex -binary msg',
    '-binary -hex msg',
    '-binary msg m2',
    '-sha1 -md5 msg',
    '--sha1 msg',
    '---sha1 msg',
    '-sha1=x msg',
    '-foo=x msg',
    '-foo -sha1 msg',
    '-sha1 -foo msg',
    '- msg',
    'msg -',
    '-',
    '-- msg',
    '-- -dash',
    '-- -nothing',
    '-- -',
    '--',
    '-sha1 -',
    '- -sha1',
    '-= msg',
    '--=x msg',
    'msg -sha1',
    'msg -sign rsa.key',
    '-help=x',
    '-list=',
    '-h=1',
    '-he',
    '-list',
    '-list -foo',
    '-foo -list',
    '-help',
    '-h',
    '--help',
    '-foo -help',
    '-sign nothing -list',
    '-out out -help',
    '-sign',
    '-foo -sign',
    '-signature',
    '-passin',
    '-out',
    '-c=1 msg',
    '-hex=1 msg',
    '-sign=rsa.key -out=out msg',
    '--sign rsa.key --out out msg',
    '-sign -out msg',
    '-sign other.key -sign rsa.key msg',
    '-out other -out out msg',
    '-sign rsa.key msg m2',
    '-verify rsa.pub -signature sig msg m2',
    '-foo -sign rsa.key msg m2',
    '-rand nothing -sign rsa.key msg m2',
    '-rand nothing -foo msg',
    '-rand msg msg',
    '-rand msg:nothing msg',
    '-rand dir msg',
    '-engine nothing msg',
    '-engine_impl msg',
    '-provider default msg',
    '-provider default -sha256 msg',
    '-provider default -RSA-SHA256 msg',
    '-md4 -provider-path dir msg',
    '-provider nothing msg',
    '-provider-path dir msg',
    '-xoflen 10 -shake128 msg',
    '-xoflen 012 -shake128 msg',
    '-xoflen=0x10 -shake256 msg',
    '-xoflen 20000 -shake256 -out out msg',
    '-xoflen 10 msg',
    '-xoflen 0 -shake128 msg',
    '-xoflen -5 msg',
    '-xoflen abc msg',
    '-xoflen 5x msg',
    '-xoflen 0x msg',
    '-xoflen 08 msg',
    '-xoflen 99999999999 msg',
    '-xoflen 99999999999999999999 msg',
    '-xoflen 5 -sign rsa.key msg',
    '-xoflen 5 -sign ec.key -shake128 msg',
    '-signature sig msg',
    '-sigopt foo msg',
    '-keyform foo msg',
  ),
  { args: ['-rand', '', 'msg'] },
  { args: ['-xoflen', '', 'msg'] },
  { args: ['-passin', '', 'msg'] },
  { args: [''] },
  { args: ['-out', '', 'msg'] },
  { args: ['with\nnewline'] },
  { args: ['-r', 'with\nnewline'] },
  { args: ['-r', '-hex', ...SIGN, 'with\nnewline'] },
];

const FILES: readonly DgstCase[] = [
  ...words(
    'nothing',
    'nothing neither',
    'msg nothing m2',
    'msg dir m2',
    'dir',
    'empty',
    'big',
    'nothing dir',
    '-out out msg m2',
    '-out out nothing msg',
    '-out nowhere/out msg',
    '-out dir msg',
    '-out - msg',
    '-binary -out out msg',
    '-out m2 msg',
  ),
  { args: [], stdin: 'hello\n' },
  { args: ['-'], stdin: 'hello\n' },
  { args: ['-r'], stdin: 'hello\n' },
  { args: ['-c', '-sha1'], stdin: 'hello\n' },
  { args: ['stdin'], stdin: 'hello\n' },
  { args: ['-hex', ...SIGN, 'stdin'] },
];

const SIGNING: readonly DgstCase[] = [
  ...words(
    '-sign rsa.key msg',
    '-sha256 -sign rsa.key -out out token',
    '-sha256 -sign rsa.key -out out big',
    '-sign rsa.key -out out empty',
    '-sign rsa.key -hex msg',
    '-sign rsa.key -hex -c msg',
    '-sign rsa.key -hex -r msg',
    '-sign rsa.key -c msg',
    '-sign rsa.key -r -out out msg',
    '-sign rsa.key -out sig msg',
    '-sign rsa.key -out out nothing',
    '-sign rsa.key -out out dir',
    '-sign rsa.key -out nowhere/out msg',
    '-sign rsa.key -out - msg',
    '-sign pkcs1.key msg',
    '-sign rsa.der msg',
    '-sign rsa.der -keyform DER msg',
    '-sign rsa.der -keyform PEM msg',
    '-sign rsa.key -keyform DER msg',
    '-sign rsa.key -keyform PEM msg',
    '-sign rsa.key -keyform P12 msg',
    '-sign rsa.key -keyform b64 msg',
    '-sign rsa.key -keyform engine msg',
    '-sign rsa.key -keyform pem2 msg',
    '-sign rsa.key -keyform nx msg',
    '-sign pub-key.pem msg',
    '-sign key-pub.pem msg',
    '-sign msg msg',
    '-sign rsa.pub msg',
    '-sign rsa.crt msg',
    '-sign empty msg',
    '-sign dir msg',
    '-sign nothing msg',
    '-sign nothing -out out msg',
    '-sign nothing -out out nothing',
    '-sign file:rsa.key msg',
    '-sign - msg',
    '-sign ed.key -out out msg',
    '-sign x25519.key msg',
    '-sign rsa512.key msg',
    '-sign rsa512.key -sha512 -out out msg',
    '-sign rsa.key -signature sig msg',
    '-sign rsa.key -signature nothing msg',
  ),
  { args: ['-sign', '', 'msg'] },
  { args: [...SIGN], stdin: 'hello\n' },
  { args: [...SIGN, '-'], stdin: 'hello\n' },
  { args: [...SIGN, '-hex'], stdin: 'hello\n' },
  { args: [...SIGN, '-hex', '-r'], stdin: 'hello\n' },
  { args: ['-sign', 'ec.key', '-out', 'out', 'msg'], random: { pub: 'ec.pub' } },
  { args: ['-sign', 'ec.key', 'msg'], random: { pub: 'ec.pub' } },
  { args: ['-sign', 'ec.key', '-hex', 'msg'], random: { pub: 'ec.pub', hex: true } },
  { args: ['-sign', 'ec.key', '-sha1', 'msg'], random: { pub: 'ec.pub', options: ['-sha1'] } },
  { args: ['-sign', 'ec.key', '-sm3', 'msg'], random: { pub: 'ec.pub', options: ['-sm3'] } },
  { args: ['-sign', 'ec.key', '-md5', 'msg'], random: { pub: 'ec.pub', options: ['-md5'] } },
  { args: ['-sign', 'ec.key', '-sigopt', 'rsa_padding_mode:pss', 'msg'] },
  { args: ['-sign', 'pss.key', 'msg'], random: { pub: 'pss.pub' } },
  { args: ['-sign', 'pss.key', '-hex', 'msg'], random: { pub: 'pss.pub', hex: true } },
  { args: ['-sign', 'pss.key', '-md5', 'msg'], random: { pub: 'pss.pub', options: ['-md5'] } },
  { args: ['-sign', 'pss512.key', '-hex', 'msg'], random: { pub: 'pss512.pub', hex: true } },
  { args: ['-sign', 'pss512.key'], stdin: 'hello\n', random: { pub: 'pss512.pub' } },
  {
    args: ['-sign', 'pss512.key', '-sha512', 'msg'],
    random: { pub: 'pss512.pub', options: ['-sha512'] },
  },
  { args: ['-sign', 'pss512.key', '-sha256', 'msg'] },
  { args: ['-sign', 'pss512.key', '-sigopt', 'rsa_pss_saltlen:10', '-out', 'out', 'msg'] },
  {
    args: ['-sign', 'pss512.key', '-sigopt', 'rsa_pss_saltlen:60', '-out', 'out', 'msg'],
    random: { pub: 'pss512.pub', options: ['-sigopt', 'rsa_pss_saltlen:60'] },
  },
  { args: ['-verify', 'pss512.pub', '-signature', 'sig.psskey', 'msg'] },
  { args: ['-verify', 'pss512.pub', '-sha256', '-signature', 'sig.psskey', 'msg'] },
  { args: ['-sign', 'pss512.key', '-sigopt', 'rsa_mgf1_md:sha512', '-sigopt', 'foo', 'msg'] },
  { args: ['-sign', 'pss.key', ...NO_SALT, '-hex', 'msg'] },
  { args: ['-sign', 'pss.key', '-sigopt', 'rsa_padding_mode:pkcs1', 'msg'] },
];

const SIGNATURE_OPTIONS: readonly DgstCase[] = [
  ...[
    ...['foo', 'foo:bar', ':', 'rsa_padding_mode', 'rsa_padding_mode:', 'rsa_padding_mode:pkcs1'],
    ...['rsa_padding_mode:none', 'rsa_padding_mode:oaep', 'rsa_padding_mode:PSS'],
    ...['rsa_padding_mode:1', 'rsa_pss_saltlen:20', 'rsa_pss_saltlen:', 'digest:sha1'],
    ...['rsa_mgf1_md:sha256', 'rsa_keygen_bits:2048'],
  ].map((option) => ({ args: [...SIGN, '-sigopt', option, '-out', 'out', 'msg'] })),
  ...['0', 'abc', '0x10', '-4', '223', '1000'].map((length) => ({
    args: [...SIGN, ...PSS, '-sigopt', `rsa_pss_saltlen:${length}`, '-hex', 'msg'],
  })),
  ...['20', ' 5', '222', 'digest', 'max', 'auto', '-1', '-2', '-3'].map((length) => ({
    args: [...SIGN, ...PSS, '-sigopt', `rsa_pss_saltlen:${length}`, '-out', 'out', 'msg'],
    random: { pub: 'rsa.pub', options: [...PSS, '-sigopt', `rsa_pss_saltlen:${length}`] },
  })),
  { args: [...SIGN, ...PSS, 'msg'], random: { pub: 'rsa.pub', options: PSS } },
  {
    args: [...SIGN, '-sha512', ...PSS, 'msg'],
    random: { pub: 'rsa.pub', options: ['-sha512', ...PSS] },
  },
  { args: [...SIGN, ...PSS, '-sigopt', 'rsa_padding_mode:pkcs1', 'msg'] },
  { args: [...SIGN, ...PSS, ...NO_SALT, '-sigopt', 'rsa_padding_mode:pkcs1', 'msg'] },
  { args: [...SIGN, ...PSS, '-sigopt', 'rsa_padding_mode:foo', ...NO_SALT, 'msg'] },
  { args: [...SIGN, ...NO_SALT, ...PSS, 'msg'] },
  { args: [...SIGN, ...PSS, ...NO_SALT, '-sigopt', 'rsa_mgf1_md:sha256', 'msg'] },
  { args: [...SIGN, ...PSS, ...NO_SALT, '-sigopt', 'rsa_mgf1_md:foo', 'msg'] },
  { args: [...SIGN, ...PSS, ...NO_SALT, '-sigopt', 'rsa_mgf1_md:RSA-SHA256', 'msg'] },
  {
    args: [...SIGN, ...PSS, ...NO_SALT, '-sigopt', 'rsa_mgf1_md:sha1', 'msg'],
    differs: {
      as: 'mgf1-digest',
      code: 1,
      stderr: 'Signature parameter error "rsa_mgf1_md:sha1"',
    },
  },
  {
    args: [...SIGN, '-sigopt', 'pad-mode:pss', '-hex', 'msg'],
    differs: {
      as: 'sigopt-names',
      code: 1,
      stderr: 'Signature parameter error "pad-mode:pss"',
      varies: true,
    },
  },
  {
    args: [...SIGN, '-sigopt', 'rsa_padding_mode:x931', 'msg'],
    differs: { as: 'x931', code: 1, stderr: 'Signature parameter error "rsa_padding_mode:x931"' },
  },
];

const VERIFYING: readonly DgstCase[] = [
  ...words(
    '-verify rsa.pub msg',
    '-verify rsa.pub -signature sig msg',
    '-signature sig -verify rsa.pub msg',
    '-sha256 -verify rsa.pub -signature sig -out out msg',
    '-verify rsa.pub -signature sig -hex msg',
    '-verify rsa.pub -signature sig m2',
    '-sha1 -verify rsa.pub -signature sig msg',
    '-sha1 -verify rsa.pub -signature sig.sha1 msg',
    '-verify rsa.pub -signature sig.long msg',
    '-verify rsa.pub -signature sig.short msg',
    '-verify rsa.pub -signature sig.ff msg',
    '-verify rsa.pub -signature sig.zero msg',
    '-verify rsa.pub -signature empty msg',
    '-verify rsa.pub -signature dir msg',
    '-verify rsa.pub -signature nothing msg',
    '-verify rsa.pub -signature sig nothing',
    '-verify rsa.pub -signature sig dir',
    '-verify other.pub -signature sig msg',
    '-verify rsa.key -signature sig msg',
    '-verify rsa.crt -signature sig msg',
    '-verify crt-pub.pem -signature sig msg',
    '-verify key-pub.pem -signature sig msg',
    '-verify pub-key.pem -signature sig msg',
    '-verify pkcs1.pub -signature sig msg',
    '-verify rsa.pub.der -signature sig msg',
    '-verify pkcs1.pub.der -signature sig msg',
    '-verify rsa.pub.der -keyform PEM -signature sig msg',
    '-verify rsa.pub.der -keyform DER -signature sig msg',
    '-verify rsa.pub -keyform DER -signature sig msg',
    '-verify rsa.pub -keyform engine -signature sig msg',
    '-verify nothing -signature sig msg',
    '-verify dir -signature sig msg',
    '-verify msg -signature sig msg',
    '-verify ed.pub -signature sig msg',
    '-verify rsa.pub -sign rsa.key -signature sig msg',
    '-sign rsa.key -verify rsa.pub -signature sig msg',
    '-prverify rsa.key msg',
    '-prverify rsa.key -signature sig msg',
    '-prverify rsa.key -signature sig m2',
    '-prverify rsa.pub -signature sig msg',
    '-prverify nothing -signature sig msg',
    '-verify ec.pub -signature sig.ec msg',
    '-verify ec.pub -signature sig.ec m2',
    '-verify ec.pub -signature sig.ec.long msg',
    '-verify ec.pub -signature sig msg',
    '-prverify ec.key -signature sig.ec msg',
    '-verify pss.pub -signature sig.psskey msg',
    '-verify pss.pub -signature sig msg',
    '-foo -verify rsa.pub msg',
    '-verify rsa.pub -passin foo msg',
  ),
  { args: [...CHECK, 'sig'], stdin: 'hello\n' },
  { args: [...CHECK, 'sig.pss', ...PSS, 'msg'] },
  { args: [...CHECK, 'sig.pss', 'msg'] },
  { args: [...CHECK, 'sig', ...PSS, 'msg'] },
  ...['32', '222', 'max', 'digest', 'auto', '-4', '0'].map((length) => ({
    args: [...CHECK, 'sig.pss', ...PSS, '-sigopt', `rsa_pss_saltlen:${length}`, 'msg'],
  })),
];

const NEVER_ASKED: readonly DgstCase[] = ['new.key', 'old.key', 'rsa.p12'].map((key) => ({
  args: ['-verify', key, '-signature', 'sig', 'msg'],
  stdin: `${PASSPHRASE}\n`,
  prompts: true,
  differs: {
    as: 'verify-does-not-ask',
    code: 1,
    stderr: `Could not read public key from ${key}`,
  },
}));

const PASSPHRASES: readonly DgstCase[] = [
  { args: ['-sign', 'old.key', '-passin', `pass:${PASSPHRASE}`, 'msg'] },
  { args: ['-sign', 'new.key', '-passin', `pass:${PASSPHRASE}`, '-out', 'out', 'msg'] },
  { args: ['-prverify', 'new.key', '-passin', `pass:${PASSPHRASE}`, '-signature', 'sig', 'msg'] },
  { args: ['-sign', 'rsa.p12', '-passin', `pass:${PASSPHRASE}`, 'msg'] },
  { args: ['-sign', 'rsa.p12', '-keyform', 'P12', '-passin', `pass:${PASSPHRASE}`, 'msg'] },
  { args: ['-sign', 'new.key', '-passin', 'env:PW', 'msg'], env: { PW: PASSPHRASE } },
  { args: ['-sign', 'new.key', '-passin', 'stdin', 'msg'], stdin: `${PASSPHRASE}\n` },
  { args: ['-sign', 'new.key', '-passin', 'stdin'], stdin: `${PASSPHRASE}\nhello\n` },
  { args: ['-sign', 'new.key', '-passin', 'stdin'], stdin: PASSPHRASE },
  { args: ['-sign', 'rsa.key', '-passin', 'stdin'], stdin: 'dropped\nhello\n' },
  ...['pw', 'pw.bare', 'pw.nul', 'pw.crlf', 'pw.second', 'pw.blank', 'empty', 'nothing', 'dir'].map(
    (file) => ({ args: ['-sign', 'new.key', '-passin', `file:${file}`, '-out', 'out', 'msg'] }),
  ),
  { args: ['-sign', 'old.key', '-passin', 'file:pw', 'msg'] },
  { args: ['-sign', 'old.key', '-passin', 'file:', 'msg'] },
  ...words(
    '-sign old.key -passin pass:wrong -out out msg',
    '-sign new.key -passin pass:wrong -out out msg',
    '-sign rsa.p12 -passin pass:wrong msg',
    '-sign new.key -passin pass: msg',
    '-sign new.key -passin foo -out out msg',
    '-sign new.key -passin foo:bar msg',
    '-sign new.key -passin abcde:bar msg',
    '-sign new.key -passin env:NOT_THERE msg',
    '-sign new.key -passin fd:99 msg',
    '-sign new.key -passin fd:-1 msg',
    '-sign new.key -passin fd:x msg',
    '-sign new.key -passin stdin msg',
    '-sign rsa.key -passin foo msg',
    '-sign rsa.key -passin pass:any msg',
    '-passin foo msg',
    '-passin pass:any msg',
    '-passin file:pw nothing',
  ),
  {
    args: ['-sign', 'new.key', '-passin', 'fd:0'],
    stdin: `${PASSPHRASE}\nhello\n`,
    differs: { as: 'fd-0', code: 0, stderr: '' },
  },
  { args: ['-sign', 'old.key', '-out', 'out', 'msg'], prompts: true },
  { args: ['-sign', 'old.key', '-out', 'out', 'msg'], stdin: `${PASSPHRASE}\n`, prompts: true },
  { args: ['-sign', 'old.key'], stdin: `${PASSPHRASE}\nhello\n`, prompts: true },
  { args: ['-sign', 'new.key', 'msg'], stdin: `${PASSPHRASE}\n`, prompts: true },
  { args: ['-sign', 'new.key'], stdin: `${PASSPHRASE}\nhello\n`, prompts: true },
  { args: ['-sign', 'new.key', 'msg'], stdin: 'wrong\n', prompts: true },
  { args: ['-sign', 'rsa.p12', 'msg'], stdin: `${PASSPHRASE}\n`, prompts: true },
  // openssl asks before it finds out that it does not decrypt any more what these are under.
  ...['des.key', 'md5-des.key', 'bf.key', 'rsa.pvk'].map((key) => ({
    args: ['-sign', key, 'msg'],
    stdin: `${PASSPHRASE}\n`,
    prompts: true,
  })),
];

/** Where openssl destroys a file, or loses one without a word. */
const DANGERS: readonly DgstCase[] = [
  ...(
    [
      ['private key', 'rsa.key', [...SIGN, '-out', 'rsa.key', 'msg']],
      ['private key', 'rsa.key', [...SIGN, '-out', 'dir/../rsa.key', 'msg']],
      ['public key', 'rsa.pub', [...CHECK, 'sig', '-out', 'rsa.pub', 'msg']],
      ['signature', 'sig', [...CHECK, 'sig', '-out', 'sig', 'msg']],
      ['pass phrase file', 'pw', ['-sign', 'new.key', '-passin', 'file:pw', '-out', 'pw', 'msg']],
      ['input', 'msg', [...SIGN, '-out', 'msg', 'msg']],
      ['input', 'msg', ['-out', 'msg', 'm2', 'msg']],
      ['input', 'new', ['-out', 'new', 'new']],
    ] as const
  ).map(([what, file, args]) => ({
    args,
    differs: {
      as: 'output-is-needed',
      code: 1,
      stderr: `Can't write to "${args[args.indexOf('-out') + 1]}": it is the ${what}, which would be lost`,
      ...(file === 'new' ? {} : { keeps: file }),
    },
  })),
  ...(
    [
      [['-sign', 'nothing'], 'Could not open file or uri for loading private key from nothing'],
      [['-sign', 'rsa.pub'], 'Could not read private key from rsa.pub'],
      [['-sign', 'new.key', '-passin', 'pass:wrong'], 'Could not read private key from new.key'],
      [['-sign', 'ed.key'], 'Key type not supported for this operation'],
      [[...SIGN, '-sigopt', 'foo'], 'Signature parameter error "foo"'],
      [['-md4'], 'Error setting digest'],
    ] as const
  ).map(([args, stderr]) => ({
    args: [...args, '-out', 'm2', 'msg'],
    differs: { as: 'output-is-kept', code: 1, stderr, keeps: 'm2' },
  })),
  {
    args: [...SIGN, '-out', 'm2', 'nothing'],
    differs: {
      as: 'output-is-kept',
      code: 1,
      stderr: 'nothing: No such file or directory',
      keeps: 'm2',
    },
  },
  ...[['msg'], [...SIGN, 'msg'], [...CHECK, 'sig', 'msg']].map((args) => ({
    args: ['-out', '/dev/full', ...args],
    differs: {
      as: 'write-errors',
      code: 1,
      stderr: 'Error writing to /dev/full: No space left on device',
    },
  })),
];

/** The public exponent is not the one that the private half is for. */
const DAMAGED: readonly DgstCase[] = [
  {
    args: ['-sign', 'damaged.der', '-out', 'm2', 'msg'],
    differs: {
      as: 'damaged-key',
      code: 1,
      stderr: 'Error signing data',
      varies: true,
      keeps: 'm2',
    },
  },
];

const NOT_OFFERED: readonly DgstCase[] = [
  {
    args: ['-writerand', 'seed', 'msg'],
    differs: {
      as: 'not-offered',
      code: 1,
      stderr: 'dgst: Option -writerand is not offered by mofn; use openssl for it',
      varies: true,
    },
  },
  {
    args: ['-provider', 'legacy', '-md4', 'msg'],
    differs: { as: 'providers', code: 1, stderr: 'dgst: unable to load provider legacy' },
  },
  { args: ['-d', 'msg'], differs: { as: 'debug', code: 0, stderr: '', varies: true } },
];

/** All cases, in groups that name what they are about. */
export const CASES: Readonly<Record<string, readonly DgstCase[]>> = {
  digests: DIGESTS,
  'words of the command line': WORDS,
  files: FILES,
  signing: SIGNING,
  'signature options': SIGNATURE_OPTIONS,
  verifying: VERIFYING,
  'pass phrases': PASSPHRASES,
  'pass phrases that are not asked for': NEVER_ASKED,
  'message authentication codes': macCases(DIGEST_NAMES),
  dangers: DANGERS,
  'damaged keys': DAMAGED,
  'what is not offered': NOT_OFFERED,
};

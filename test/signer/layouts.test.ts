import { spawnSync } from 'node:child_process';
import { createHash, createPrivateKey, type KeyObject, sign } from 'node:crypto';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isFailure } from '../../src/failure.ts';
import { findPrivateKey } from '../../src/signer/containers/private-key.ts';
import { readPublicKey } from '../../src/signer/containers/public-key.ts';
import { childrenOf, encodeElement, readElement, TAG } from '../../src/signer/encodings/der.ts';
import { howMany } from '../support/how-many.ts';
import { OpensslAnswers, requireOpensslAnswers } from '../support/openssl/answers.ts';
import { makeFixtures, PASSPHRASE } from '../support/openssl/fixtures.ts';

const openssl = requireOpensslAnswers();
const answers = new OpensslAnswers<string | null>('key-layouts');
const MESSAGE = 'what is signed';

/** One key in four containers, under the names that they have here. */
const KEY_FILES: Readonly<Record<string, string>> = {
  pkcs8: 'rsa.key',
  pkcs1: 'pkcs1.key',
  'encrypted-pkcs8': 'new.key',
  'encrypted-pkcs1': 'old.key',
};

type Layout = (pem: string) => string | Buffer;

/** Ways in which a PEM file gets out of shape on its way to an officer. */
const LAYOUTS: Readonly<Record<string, Layout>> = {
  'as it is': (pem) => pem,
  'with a byte order mark': (pem) => `\u00ef\u00bb\u00bf${pem}`,
  'with two': (pem) => `\u00ef\u00bb\u00bf\u00ef\u00bb\u00bf${pem}`,
  'with CRLF': (pem) => pem.replaceAll('\n', '\r\n'),
  'with CR CR LF': (pem) => pem.replaceAll('\n', '\r\r\n'),
  'with CR alone': (pem) => pem.replaceAll('\n', '\r'),
  'with text before': (pem) => `Here is your key:\n${pem}`,
  'with much text before': (pem) => `${'x'.repeat(5000)}\n${pem}`,
  'with text after': (pem) => `${pem}Regards\n`,
  'with no last newline': (pem) => pem.trimEnd(),
  'with blanks at line ends': (pem) => pem.replaceAll('\n', '  \n'),
  indented: (pem) => pem.replaceAll(/^/gm, ' '),
  'with an indented body': (pem) => pem.replaceAll(/^(?!-)/gm, ' '),
  'with an indented end': (pem) => pem.replace('-----END', ' -----END'),
  'with a blank line in it': (pem) => pem.replace(/\n([^\n]+\n[^\n]+)$/m, '\n\n$1'),
  'with a blank line before the end': (pem) => pem.replace('-----END', '\n-----END'),
  'with a blank line after the beginning': (pem) => pem.replace('-----\n', '-----\n\n'),
  'without an end': (pem) => pem.slice(0, pem.indexOf('-----END')),
  'with another end': (pem) => pem.replace(/-----END .*-----/, '-----END KEY-----'),
  'in lower case': (pem) => pem.replaceAll('PRIVATE KEY', 'private key'),
  twice: (pem) => pem + pem,
  'after NUL': (pem) => `\0${pem}`,
  'after a line of NUL': (pem) => `\0\n${pem}`,
  'with NUL at line ends': (pem) => pem.replaceAll('\n', '\0junk\n'),
  'before NUL': (pem) => `${pem}\0\0`,
  'as UTF-16': (pem) => Buffer.from(`\ufeff${pem}`, 'utf16le'),
  'after a block that has no end': (pem) => `-----BEGIN X-----\n${pem}`,
  'after a broken key': (pem) =>
    `-----BEGIN PRIVATE KEY-----\nMAMCAQA=\n-----END PRIVATE KEY-----\n${pem}`,
  'after a block of an unknown kind': (pem) =>
    `-----BEGIN SOMETHING ELSE-----\nMAMCAQA=\n-----END SOMETHING ELSE-----\n${pem}`,
  'after a tiny block of an unknown kind': (pem) =>
    `-----BEGIN X-----\nAAAA\n-----END X-----\n${pem}`,
  'with an unknown header': (pem) => pem.replace('-----\n', '-----\nComment: mine\n\n'),
  'in one line': (pem) => rewrap(pem, Number.POSITIVE_INFINITY),
  'in lines of 76': (pem) => rewrap(pem, 76),
  'in lines of 254': (pem) => rewrap(pem, 254),
  'in lines of 300': (pem) => rewrap(pem, 300),
  'under the PKCS#8 label': (pem) => relabel(pem, 'PRIVATE KEY'),
  'under the PKCS#1 label': (pem) => relabel(pem, 'RSA PRIVATE KEY'),
  'under the encrypted label': (pem) => relabel(pem, 'ENCRYPTED PRIVATE KEY'),
  'under the EC label': (pem) => relabel(pem, 'EC PRIVATE KEY'),
  'under the DSA label': (pem) => relabel(pem, 'DSA PRIVATE KEY'),
  'under the public label': (pem) => relabel(pem, 'PUBLIC KEY'),
  'under the certificate label': (pem) => relabel(pem, 'CERTIFICATE'),
  'as DER': (pem) => bodyOf(pem),
  'as DER with more behind': (pem) => Buffer.concat([bodyOf(pem), Buffer.from('more\n')]),
  'as DER after a newline': (pem) => Buffer.concat([Buffer.from('\n'), bodyOf(pem)]),
  'as DER cut short': (pem) => bodyOf(pem).subarray(0, -1),
  'as BER of indefinite length': (pem) => makeIndefinite(bodyOf(pem)),
  'as base64 alone': (pem) => bodyOf(pem).toString('base64'),
};

const rewrap = (pem: string, width: number): string => {
  const [begin = '', end = ''] = pem.match(/-----[^\n]+/g) ?? [];
  const body = bodyOf(pem).toString('base64');
  const lines: string[] = [];
  for (let at = 0; at < body.length; at += width) lines.push(body.slice(at, at + width));
  return `${begin}\n${lines.join('\n')}\n${end}\n`;
};

const relabel = (pem: string, label: string): string =>
  pem.replaceAll(/(BEGIN|END) [A-Z ]+/g, `$1 ${label}`);

const damageBody = (pem: string): string => pem.replace(/\n[^\n]{40}/, `\n${'A'.repeat(40)}`);

const bodyOf = (pem: string): Buffer =>
  Buffer.from(pem.replaceAll(/-----[^\n]+|^[A-Z][\w-]*:.*$/gm, ''), 'base64');

const makeIndefinite = (der: Buffer): Buffer =>
  Buffer.concat([Buffer.from([0x30, 0x80]), der.subarray(4), Buffer.alloc(2)]);

describe.skipIf(!openssl.has)(`layouts of key files, against openssl ${openssl.label}`, () => {
  let folder: string;
  const files = new Map<string, string>();
  const read = (name: string): string => readFileSync(join(folder, name), 'latin1');

  beforeAll(() => {
    folder = makeFixtures();
    writeFileSync(join(folder, 'message'), MESSAGE);
    for (const [name, file] of Object.entries(KEY_FILES)) files.set(name, read(file));
  });
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
    answers.save();
  });

  /** What openssl makes of the bytes: a digest of the signature, or nothing. */
  function askOpenssl(question: string, bytes: string | Buffer): Promise<string | null> {
    return answers.to(question, () => {
      writeFileSync(join(folder, 'case'), toBytes(bytes));
      const args = ['dgst', '-sha256', '-sign', 'case', '-passin', `pass:${PASSPHRASE}`, 'message'];
      const { status, stdout } = spawnSync('openssl', args, { cwd: folder });
      return status === 0 ? digest(stdout) : null;
    });
  }

  async function askMofn(bytes: string | Buffer): Promise<string | null> {
    const found = await findPrivateKey(toBytes(bytes), {
      name: 'case',
      formats: 'openssl',
      passphrase: () => Buffer.from(PASSPHRASE),
    });
    return 'key' in found ? digest(sign('sha256', Buffer.from(MESSAGE), found.key)) : null;
  }

  it.each(Object.keys(KEY_FILES))(
    '%s: reads what openssl reads, and refuses what it refuses',
    async (name) => {
      const differing: string[] = [];
      let readable = 0;
      for (const [layout, change] of Object.entries(LAYOUTS)) {
        const bytes = change(files.get(name) ?? '');
        const expected = await askOpenssl(`${name} ${layout}`, bytes);
        if (expected !== null) readable += 1;
        if ((await askMofn(bytes)) !== expected) differing.push(layout);
      }
      expect(differing).toEqual([]);
      expect(readable).toBeGreaterThan(10);
      expect(readable).toBeLessThan(Object.keys(LAYOUTS).length - 8);
    },
  );

  it('finds the key behind certificates and public keys, and in formats of Microsoft', async () => {
    const key = files.get('pkcs8') ?? '';
    const cases = [
      read('rsa.crt') + key,
      read('rsa.pub') + key,
      read('rsa.crt') + read('rsa.crt') + key,
      Buffer.concat([bodyOf(read('rsa.crt')), bodyOf(key)]),
      Buffer.concat([bodyOf(read('rsa.pub')), bodyOf(key)]),
      Buffer.concat([bodyOf(read('rsa.crt')), Buffer.from(key)]),
      read('plain.pvk'),
      read('rsa.blob'),
    ];
    const expected = await askOpenssl('pkcs8', key);
    expect(expected).not.toBeNull();
    for (const [at, bytes] of cases.entries()) {
      expect(await askOpenssl(`behind others, ${at}`, bytes)).toBe(expected);
      expect(await askMofn(bytes)).toBe(expected);
    }
    expect(await askMofn(read('rsa.pub'))).toBeNull();
    expect(await askMofn(read('rsa.crt'))).toBeNull();
  });

  it('goes through files of several blocks in the order of openssl', async () => {
    const key = files.get('pkcs8') ?? '';
    const other = read('other.key');
    const unfinished = `-----BEGIN PRIVATE KEY-----\n${'MAMCAQA=\n'.repeat(8)}`;
    const junk = (label: string): string =>
      `-----BEGIN ${label}-----\n${'AAAA'.repeat(16)}\n-----END ${label}-----\n`;
    const cases: Readonly<Record<string, readonly (string | Buffer)[]>> = {
      'DER, then PEM right behind it': [bodyOf(other), key],
      'DER, then PEM on a line of its own': [bodyOf(other), '\n', key],
      'DER, then what is known and no key': [bodyOf(other), '\n', junk('CERTIFICATE')],
      'DER, then what is unknown': [bodyOf(other), '\n', junk('SOMETHING')],
      'DER behind a revocation list': [junk('X509 CRL'), bodyOf(other)],
      'an unfinished block, then a whole one': [unfinished, key],
      'an unfinished block of another label, then a whole one': [
        unfinished,
        files.get('pkcs1') ?? '',
      ],
      'a wrong pass phrase, then a plain key': [
        damageBody(files.get('encrypted-pkcs8') ?? ''),
        key,
      ],
      'an encrypted key, then a plain one': [files.get('encrypted-pkcs1') ?? '', other],
    };
    const differing: string[] = [];
    for (const [name, parts] of Object.entries(cases)) {
      const bytes = Buffer.concat(parts.map(toBytes));
      if ((await askMofn(bytes)) !== (await askOpenssl(name, bytes))) differing.push(name);
    }
    expect(differing).toEqual([]);
  });

  it('reads PKCS#8 under the identifier of X.500, and with its body in pieces', async () => {
    const key = files.get('pkcs8') ?? '';
    const [version, algorithm, body] = childrenOf(readElement(bodyOf(key)));
    if (!version || !algorithm || !body) throw new Error('PKCS#8 has three parts');
    const x500 = Buffer.from('30080604550801010500', 'hex');
    const pieces = [body.content.subarray(0, 100), body.content.subarray(100)].map((piece) =>
      encodeElement(TAG.octetString, piece),
    );
    const cases = [
      encodeElement(TAG.sequence, version.whole, x500, body.whole),
      encodeElement(
        TAG.sequence,
        version.whole,
        algorithm.whole,
        encodeElement(TAG.octetStringInPieces, ...pieces),
      ),
    ];
    const expected = await askOpenssl('pkcs8', key);
    for (const [at, bytes] of cases.map((one) => Buffer.from(one)).entries()) {
      expect(await askOpenssl(`PKCS#8 written otherwise, ${at}`, bytes)).toBe(expected);
      expect(await askMofn(bytes)).toBe(expected);
    }
  });

  it('takes what openssl refuses only where there is no key that it reads', async () => {
    const key = createPrivateKey(read('other.key'));
    const open = async (text: string): Promise<KeyObject | undefined> => {
      const options = { name: 'case', passphrase: () => Buffer.from(PASSPHRASE) };
      const found = await findPrivateKey(toBytes(text), options);
      return 'key' in found ? found.key : undefined;
    };
    expect((await open(read('des.key') + read('other.key')))?.equals(key)).toBe(true);
    expect((await open(read('des.key')))?.equals(createPrivateKey(read('rsa.key')))).toBe(true);
  });

  it('asks for a pass phrase only where one is needed, and once', async () => {
    for (const [name, pem] of files) {
      let asked = 0;
      await findPrivateKey(toBytes(pem + pem), {
        name,
        passphrase: () => {
          asked += 1;
          return Buffer.from('wrong');
        },
      });
      expect(asked, name).toBe(name.startsWith('encrypted') ? 1 : 0);
    }
  });

  it('never breaks on damaged files', async () => {
    const bases: Buffer[] = [...files.values()].map((pem) => Buffer.from(pem, 'latin1'));
    bases.push(...bases.map((pem) => bodyOf(pem.toString('latin1'))), toBytes(read('plain.pvk')));
    const damaged = fc
      .tuple(
        fc.constantFrom(...bases),
        fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 6 }),
        fc.nat(),
      )
      .map(([base, changes, cut]) => {
        const bytes = Buffer.from(base);
        for (const [at, value] of changes) bytes[at % bytes.length] = value;
        return cut % 3 === 0 ? Buffer.from(bytes.subarray(0, cut % bytes.length)) : bytes;
      });
    await fc.assert(
      fc.asyncProperty(fc.oneof(damaged, fc.uint8Array({ maxLength: 200 })), async (bytes) => {
        readPublicKey(bytes);
        try {
          await findPrivateKey(bytes, {
            name: 'damaged',
            passphrase: () => Buffer.from(PASSPHRASE),
          });
        } catch (error) {
          if (!isFailure(error)) throw error;
        }
      }),
      { numRuns: howMany(300, 20_000) },
    );
  });
});

function toBytes(text: string | Buffer): Buffer {
  return typeof text === 'string' ? Buffer.from(text, 'latin1') : text;
}

function digest(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

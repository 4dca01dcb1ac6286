/** What may be the signature in a file: each reading of it in order, and what is wrong with the file then. */
import { describe, expect, it } from 'vitest';
import { findForms } from '../../../src/ceremony/wrong-signature/forms.ts';
import { encodeElement, TAG } from '../../../src/signer/encodings/der.ts';

/** A word of four bytes that are no text, and no DER. */
const WORD = Buffer.from('deadbeef', 'hex');

/** As long as a signature, and nothing else: no text, no DER, nothing with CR LF. */
const signatureOf = (length: number, first = 0x80): Buffer => {
  const bytes = Buffer.alloc(length, 0x99);
  bytes[0] = first;
  return bytes;
};

type Form = readonly [bytes: Uint8Array, ...codes: string[]];

/** Bytes as hex, and the codes. */
const formsOf = (file: Uint8Array) =>
  findForms(file).map(({ bytes, causes }) => [
    Buffer.from(bytes).toString('hex'),
    ...causes.map(({ code }) => code),
  ]);

const written = (...forms: readonly Form[]) =>
  forms.map(([bytes, ...codes]) => [Buffer.from(bytes).toString('hex'), ...codes]);

const plain = (bytes: Uint8Array): Uint8Array => new Uint8Array(bytes);
const latin1 = (text: string): Buffer => Buffer.from(text, 'latin1');
const utf16 = (text: string): Buffer => Buffer.from(`\ufeff${text}`, 'utf16le');

it('nothing is in an empty file', () => {
  expect(findForms(new Uint8Array())).toEqual([]);
});

describe('text is decoded', () => {
  it.each([
    ['deadbeef'],
    ['DEADBEEF\n'],
    ['de:ad:be:ef\n'],
    [' de ad\n\tbe ef'],
    ['0xdeadbeef'],
    ['RSA-SHA2-256(officer1.token)= deadbeef\n'],
    ['officer1.token=deadbeef'],
  ])('of hex: %j', (text) => {
    expect(formsOf(latin1(text))).toEqual(written([latin1(text)], [WORD, 'hex-text']));
  });

  it.each([
    ['3q2+7w=='],
    ['3q2-7w'],
    ['3q2+\n7w==\n'],
    [' "3q2+7w==" '],
    ["'3q2+7w=='"],
    ['-----BEGIN PKCS7-----\n3q2+7w==\n-----END PKCS7-----\n'],
    ['-----BEGIN PKCS7-----  \n3q2+7w==\n-----END PKCS7-----'],
  ])('of base64: %j', (text) => {
    expect(formsOf(latin1(text))).toEqual(written([latin1(text)], [WORD, 'base64-text']));
  });

  it('of base64 that is cut, but for the digit that is too many', () => {
    expect(formsOf(latin1('3q2+7'))).toEqual(
      written([latin1('3q2+7')], [Buffer.from('deadbe', 'hex'), 'base64-text']),
    );
  });

  it.each([
    ['were it not of odd length', 'abcde', 'abcd'],
    ['but for the padding in its second line', 'abcd\nef==', 'abcdef=='],
    ['but for an x in it', 'ab0xcdef', 'ab0xcdef'],
  ])('of base64 that might be hex, %s', (_what, text, digits) => {
    expect(formsOf(latin1(text))).toEqual(
      written([latin1(text)], [Buffer.from(digits, 'base64'), 'base64-text']),
    );
  });

  it('behind the mark of UTF-8', () => {
    const file = latin1('\xef\xbb\xbfdeadbeef');
    expect(formsOf(file)).toEqual(written([file], [WORD, 'hex-text']));
  });

  it('of UTF-16, and of half a character behind it', () => {
    for (const file of [utf16('deadbeef'), Buffer.concat([utf16('deadbeef'), Buffer.from('d')])]) {
      expect(formsOf(file)).toEqual(
        written([file], [latin1('deadbeef'), 'utf16-text'], [WORD, 'utf16-text', 'hex-text']),
      );
    }
  });

  it.each([
    ['words', latin1('3q2+7w==!')],
    ['padding alone', latin1('==')],
    ['base64 with too much padding', latin1('3q2+7w===')],
    ['base64 behind its padding', latin1('3q2+7w==3q2+7w')],
    ['letters that are not ASCII', latin1('deadbee\xe4')],
    ['a control', latin1('deadbeef\0')],
    ['UTF-16 that is no ASCII', utf16('deadbe\u00e4f')],
    ['UTF-16 with a second mark', utf16('\ufeffdeadbeef')],
    ['UTF-16 of the other order', utf16('deadbeef').swap16()],
    ['half of the mark', Buffer.concat([Buffer.from([0xff, 0x64]), utf16('de').subarray(2)])],
    ['the other half of it', Buffer.concat([Buffer.from([0x64, 0xfe]), utf16('de').subarray(2)])],
    ['the mark of UTF-8 at the end', latin1('deadbeef\xef\xbb\xbf')],
  ])('and not of %s', (_what, file) => {
    expect(formsOf(file)).toEqual(written([file]));
  });

  it('three times over, and said once', () => {
    const encode = (bytes: Uint8Array): Buffer => latin1(Buffer.from(bytes).toString('base64'));
    const [one, two, three, four] = [1, 2, 3, 4].map((times) =>
      Array.from({ length: times }).reduce<Buffer>(encode, latin1('\xff\xffword')),
    );
    if (!one || !two || !three || !four) throw new Error('four');
    expect(formsOf(four)).toEqual(
      written([four], [three, 'base64-text'], [two, 'base64-text'], [one, 'base64-text']),
    );
  });
});

describe('the base64 of a mail is decoded', () => {
  const LINE = 'QUJD'.repeat(16);
  const SHORT = '3q2+7w==';
  const body = (lines: number): Buffer =>
    Buffer.concat([...Array.from({ length: lines }, () => Buffer.from(LINE, 'base64')), WORD]);

  it.each([
    ['its longest part', `MIME-Version: 1.0\n\n${LINE}\n${LINE}\n${SHORT}\n\n--x--\n`, body(2)],
    ['with CR LF', `mime-version: 1.0\r\n\r\n${LINE}\r\n${SHORT}\r\n`, body(1)],
    ['behind another header', `Subject: x\nMIME-Version: 1.0\n\n${LINE}\n${SHORT}\n`, body(1)],
    [
      'of whole lines alone',
      `MIME-Version: 1.0\n\n${LINE}\n${SHORT.slice(0, 4)} x\n`,
      Buffer.from(LINE, 'base64'),
    ],
    [
      'of lines of 40',
      `MIME-Version: 1.0\n\n${LINE.slice(0, 40)}\n${SHORT}\n`,
      Buffer.concat([Buffer.from(LINE.slice(0, 40), 'base64'), WORD]),
    ],
  ])('%s', (_what, mail, bytes) => {
    expect(formsOf(latin1(mail))[1]).toEqual(written([bytes, 'cms'])[0]);
  });

  it.each([
    ['no long line', `MIME-Version: 1.0\n\n${LINE.slice(0, 39)}\n${SHORT}\n`],
    ['a long line that stands in', `MIME-Version: 1.0\n\n ${LINE}\n`],
  ])('and nothing where there is %s', (_what, mail) => {
    expect(formsOf(latin1(mail))).toEqual(written([latin1(mail)]));
  });

  it('and not of a text that only speaks of one', () => {
    const text = `X-MIME-Version: 1.0\n\n${LINE}\n`;
    expect(formsOf(latin1(text))).toEqual(written([latin1(text)]));
  });
});

describe('DER is unwrapped', () => {
  const OID = Buffer.from('2a864886f70d010702', 'hex');
  const octets = (bytes: Uint8Array) => encodeElement(TAG.octetString, bytes);
  const bits = (bytes: Uint8Array) => encodeElement(TAG.bitString, Buffer.alloc(1), bytes);
  const sequence = (...inner: readonly Uint8Array[]) => encodeElement(TAG.sequence, ...inner);
  const [A, B] = [signatureOf(128), signatureOf(128, 0x81)] as const;
  const wrapped = (type: string) => [{ code: 'der-wrapped', type }];
  /** What stands in the file, but for the bytes turned round. */
  const inside = (file: Uint8Array) =>
    findForms(file)
      .slice(1)
      .filter(({ causes }) => causes.every(({ code }) => !['reversed', 'trailing'].includes(code)));

  it.each<[string, Uint8Array, readonly Uint8Array[], readonly object[]]>([
    ['an OCTET STRING of any length', octets(WORD), [WORD], wrapped('octet-string')],
    ['a BIT STRING of any length', bits(WORD), [WORD], wrapped('bit-string')],
    [
      'strings in a SEQUENCE, the last first',
      sequence(octets(A), bits(B)),
      [B, A],
      wrapped('sequence'),
    ],
    ['one that is there twice', sequence(octets(A), octets(A)), [A], wrapped('sequence')],
    [
      'signed data',
      sequence(
        encodeElement(TAG.oid, OID),
        encodeElement(0xa0, octets(A), encodeElement(TAG.set, octets(B))),
      ),
      [B, A],
      [{ code: 'cms' }],
    ],
    [
      'other data',
      sequence(encodeElement(TAG.oid, OID.with(8, 3)), encodeElement(0xa0, octets(A))),
      [A],
      wrapped('sequence'),
    ],
  ])('%s', (_what, file, found, causes) => {
    expect(inside(file)).toEqual(found.map((bytes) => ({ bytes: plain(bytes), causes })));
  });

  it.each([128, 256, 384, 512, 1024])('a string of %i bytes in a SEQUENCE', (length) => {
    const string = signatureOf(length);
    expect(inside(sequence(octets(string)))).toEqual([
      { bytes: plain(string), causes: wrapped('sequence') },
    ]);
  });

  it.each([
    ['an empty string', octets(new Uint8Array())],
    ['a string with more behind it', Buffer.concat([octets(WORD), WORD])],
    ['strings of other lengths', sequence(octets(A.subarray(1)), bits(A.subarray(1)))],
    ['a BIT STRING as long as a signature itself', sequence(encodeElement(TAG.bitString, A))],
    ['a SET', encodeElement(TAG.set, octets(A))],
    ['what is no row of elements', sequence(octets(A), Buffer.from([TAG.octetString, 9]))],
    ['what only looks like an element', sequence(encodeElement(0x80, octets(A)))],
  ])('and nothing of %s', (_what, file) => {
    expect(inside(file)).toEqual([]);
  });

  it('sixteen deep', () => {
    const nest = (depth: number): Uint8Array =>
      Array.from({ length: depth }).reduce<Uint8Array>((inner) => sequence(inner), octets(A));
    expect(inside(nest(16))).toHaveLength(1);
    expect(inside(nest(17))).toHaveLength(0);
  });
});

describe('damage is undone', () => {
  it('of bytes that follow, down to one', () => {
    const [whole, first] = [signatureOf(257), signatureOf(256)];
    expect(findForms(whole)).toEqual([
      { bytes: whole, causes: [] },
      { bytes: first, causes: [{ code: 'trailing', bytes: 1 }] },
    ]);
  });

  it.each([128, 256])('of %i bytes that are turned round', (length) => {
    const file = signatureOf(length);
    expect(formsOf(file)).toEqual(written([file], [file.toReversed(), 'reversed']));
  });

  it.each([384, 512, 1024])('of %i bytes that are turned round, or are too many', (length) => {
    const file = signatureOf(length);
    expect(formsOf(file)).toEqual(
      written([file], [file.subarray(0, 256), 'trailing'], [file.toReversed(), 'reversed']),
    );
  });

  it('of each LF that became CR LF', () => {
    const file = latin1('\x99\r\n\x99\r\r\n\n');
    expect(formsOf(file)).toEqual(written([file], [latin1('\x99\n\x99\r\n\n'), 'crlf-signature']));
  });

  it('inside of what is around the signature', () => {
    const bytes = signatureOf(256);
    const file = latin1(bytes.toString('base64'));
    expect(formsOf(file)).toEqual(
      written(
        [file],
        [bytes, 'base64-text'],
        [file.subarray(0, 256), 'trailing'],
        [bytes.toReversed(), 'base64-text', 'reversed'],
      ),
    );
  });

  it('and not of other lengths, or of LF alone', () => {
    for (const file of [signatureOf(255), latin1('\x99\n\r\x99')]) {
      expect(formsOf(file)).toEqual(written([file]));
    }
  });
});

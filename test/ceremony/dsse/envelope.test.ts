import { createPublicKey, verify } from 'node:crypto';
import { dsse } from '@sigstore/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addSignature } from '../../../src/ceremony/dsse/add-signature.ts';
import { combineEnvelopes } from '../../../src/ceremony/dsse/combine-envelopes.ts';
import type { EnvelopeSignature } from '../../../src/ceremony/dsse/envelope.ts';
import { encodePae } from '../../../src/ceremony/dsse/pae.ts';
import { readEnvelope } from '../../../src/ceremony/dsse/read-envelope.ts';
import { writeEnvelope } from '../../../src/ceremony/dsse/write-envelope.ts';
import { failureOf } from '../../support/failure-of.ts';

/** secure-systems-lab/dsse, protocol.md, "Test Vectors". */
const VECTOR = `{"payload": "aGVsbG8gd29ybGQ=",
 "payloadType": "http://example.com/HelloWorld",
 "signatures": [{"sig": "A3JqsQGtVsJ2O2xqrI5IcnXip5GToJ3F+FnZ+O88SjtR6rDAajabZKciJTfUiHqJPcIAriEGAHTVeCUjW2JIZA=="}]}
`;
const VECTOR_PAE = 'DSSEv1 29 http://example.com/HelloWorld 11 hello world';
const VECTOR_KEY = {
  x: 46950820868899156662930047687818585632848591499744589407958293238635476079160n,
  y: 5640078356564379163099075877009565129882514886557779369047442380624545832820n,
};

const bytes = (text: string): Uint8Array => Buffer.from(text);
const text = (file: Uint8Array): string => Buffer.from(file).toString();
const codeOf = (file: string): string => failureOf(() => readEnvelope(bytes(file))).message;

/** An envelope as JSON, with members in the place of others. */
function envelope(members: object = {}): string {
  const whole = {
    payloadType: 'text/plain',
    payload: 'aGVsbG8=',
    signatures: [{ keyid: 'k', sig: 'AAEC' }],
  };
  return JSON.stringify({ ...whole, ...members });
}

describe('what is signed', () => {
  it('is what the test vector of the protocol says', () => {
    const { payloadType, payload, signatures } = readEnvelope(bytes(VECTOR));
    const pae = encodePae(payloadType, payload);
    expect(text(pae)).toBe(VECTOR_PAE);
    const coordinate = (value: bigint): string =>
      Buffer.from(value.toString(16).padStart(64, '0'), 'hex').toString('base64url');
    const [x, y] = [coordinate(VECTOR_KEY.x), coordinate(VECTOR_KEY.y)];
    const key = createPublicKey({ key: { kty: 'EC', crv: 'P-256', x, y }, format: 'jwk' });
    const [signature] = signatures;
    expect(
      verify('sha256', pae, { key, dsaEncoding: 'ieee-p1363' }, signature?.signature ?? bytes('')),
    ).toBe(true);
  });

  it('is what another implementation encodes', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[!-~]+$/), fc.uint8Array(), (type, payload) => {
        expect(Buffer.from(encodePae(type, payload))).toEqual(
          dsse.preAuthEncoding(type, Buffer.from(payload)),
        );
      }),
    );
  });

  it('counts bytes, not characters', () => {
    expect(text(encodePae('é', bytes('ü')))).toBe('DSSEv1 2 é 2 ü');
  });
});

describe('reading', () => {
  it('takes base64 of either alphabet, with its padding', () => {
    for (const payload of ['+/+/', '-_-_']) {
      expect([...readEnvelope(bytes(envelope({ payload }))).payload]).toEqual([0xfb, 0xff, 0xbf]);
    }
  });

  it.each([
    ['without padding', 'aGVsbG8'],
    ['of two alphabets', '+_+_'],
    ['with bits that no byte takes', 'aGVsbG9='],
    ['with a line end', 'aGVs\nbG8='],
    ['with a blank', 'aGVs bG8='],
    ['with padding too many', 'aGVsbG8h===='],
    ['that is none', 'aGVsbG8?'],
  ])('refuses base64 %s', (_, payload) => {
    expect(codeOf(envelope({ payload }))).toContain('"payload" of the envelope is not the base64');
    expect(codeOf(envelope({ signatures: [{ sig: payload }] }))).toContain('"signatures[0].sig"');
  });

  it('takes an envelope without signatures, and leaves unknown members alone', () => {
    const read = readEnvelope(bytes(envelope({ signatures: [], extra: { deep: [1] } })));
    expect(read.signatures).toEqual([]);
    expect(text(read.payload)).toBe('hello');
  });

  it('takes a key id that is not there for an empty one', () => {
    const [signature] = readEnvelope(bytes(envelope({ signatures: [{ sig: 'AAEC' }] }))).signatures;
    expect(signature?.keyId).toBe('');
  });

  it.each([
    ['{"payload":"","payload":"","payloadType":"a","signatures":[]}', 'second member "payload"'],
    ['{"__proto__":{},"payload":"","payloadType":"a","signatures":[]}', '__proto__'],
    [envelope({ signatures: undefined }), '"signatures" of the envelope is missing'],
    [envelope({ signatures: null }), '"signatures" of the envelope is no list'],
    [envelope({ signatures: {} }), '"signatures" of the envelope is no list'],
    [envelope({ signatures: [null] }), '"signatures[0]" of the envelope is no object'],
    [envelope({ signatures: [{}] }), '"signatures[0].sig" of the envelope is missing'],
    [envelope({ signatures: [{ sig: '' }] }), '"signatures[0].sig" of the envelope is empty'],
    [envelope({ signatures: [{ sig: 'AAEC', keyid: 1 }] }), '"signatures[0].keyid"'],
    [envelope({ signatures: [{ sig: 'A'.repeat(4000) }] }), 'is longer than any'],
    [envelope({ signatures: new Array(257).fill({ sig: 'AAEC' }) }), 'found 257 signatures'],
    [envelope({ payloadType: '' }), '"payloadType" of the envelope is empty'],
    [envelope({ payloadType: 1 }), '"payloadType" of the envelope is no text'],
    [envelope({ payloadType: '\ud800' }), 'has half of a character'],
    [envelope({ payload: undefined }), '"payload" of the envelope is missing'],
    ['{}', 'no envelope'],
    ['[]', 'no envelope'],
    ['{"payload":', 'no sound JSON'],
    [`${'['.repeat(100_000)}`, 'levels'],
    [`"${'a'.repeat(2 ** 20)}"`, 'expected 1048576 at most'],
  ])('refuses %.60s', (file, told) => {
    expect(codeOf(file)).toContain(told);
  });

  it('refuses what is no UTF-8', () => {
    const file = Buffer.from(envelope({ payloadType: 'é' }), 'latin1');
    expect(failureOf(() => readEnvelope(file)).message).toContain('no UTF-8');
  });
});

const someBytes = fc.uint8Array({ minLength: 1, maxLength: 40 });
const someSignature = fc.record({
  keyId: fc.constantFrom('', 'k1', 'k2', 'ключ'),
  signature: someBytes,
});
const someEnvelope = fc.record({
  payloadType: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }),
  payload: fc.uint8Array(),
  signatures: fc.array(someSignature, { maxLength: 4 }),
});

describe('writing', () => {
  it('is read again as the same', () => {
    fc.assert(
      fc.property(someEnvelope, (one) => {
        const { payloadType, payload, signatures } = readEnvelope(writeEnvelope(one));
        expect([payloadType, text(payload)]).toEqual([one.payloadType, text(one.payload)]);
        const show = ({ keyId, signature }: EnvelopeSignature) => [keyId, [...signature]];
        expect(signatures.map(show)).toEqual(one.signatures.map(show));
      }),
    );
  });
});

describe('adding a signature', () => {
  /** Layouts of the same JSON, as editors and programs leave it. */
  const LAYOUTS: readonly ((value: unknown) => string)[] = [
    (value) => JSON.stringify(value),
    (value) => `${JSON.stringify(value, undefined, 2)}\n`,
    (value) => JSON.stringify(value, undefined, '\t').replaceAll('\n', '\r\n'),
    (value) => `\ufeff ${JSON.stringify(value)} \n\n`,
  ];

  it('leaves every other byte as it was, and is there when it is read again', () => {
    fc.assert(
      fc.property(
        someEnvelope,
        someSignature,
        fc.constantFrom(...LAYOUTS),
        fc.dictionary(fc.stringMatching(/^[a-z]{6,9}$/), fc.jsonValue({ maxDepth: 2 })),
        ({ payloadType, payload, signatures }, added, layOut, others) => {
          const whole = {
            ...others,
            payload: Buffer.from(payload).toString('base64'),
            signatures: signatures.map(({ keyId, signature }) => ({
              keyid: keyId,
              sig: Buffer.from(signature).toString('base64'),
              ...others,
            })),
            payloadType,
          };
          const before = bytes(layOut(whole));
          const after = addSignature(before, added);
          const read = readEnvelope(after).signatures;
          const isThere = signatures.some(
            ({ signature }) => text(signature) === text(added.signature),
          );
          const isSame = Buffer.compare(before, after) === 0;
          if (isSame) {
            expect(isThere).toBe(true);
            return;
          }
          expect(read).toHaveLength(signatures.length + 1);
          expect(read.at(-1)?.keyId).toBe(added.keyId);
          expect([...(read.at(-1)?.signature ?? [])]).toEqual([...added.signature]);
          // One stretch came in: what stands before it and behind it is the file that was.
          const { start, end } = common(before, after);
          expect(start + end).toBeGreaterThanOrEqual(before.length);
        },
      ),
    );
  });

  it('adds none that is there already, whatever it says of its key', () => {
    const before = bytes(envelope());
    expect(addSignature(before, { keyId: 'other', signature: Uint8Array.of(0, 1, 2) })).toBe(
      before,
    );
  });

  /** How many bytes two files have in common at their beginnings and at their ends. */
  function common(one: Uint8Array, other: Uint8Array): { start: number; end: number } {
    let start = 0;
    while (start < one.length && one[start] === other[start]) start++;
    let end = 0;
    while (end < one.length && one.at(-1 - end) === other.at(-1 - end)) end++;
    return { start, end };
  }
});

describe('combining', () => {
  it('makes the same bytes of any order, and of what it made', () => {
    fc.assert(
      fc.property(
        someEnvelope,
        fc.array(fc.array(someSignature, { maxLength: 3 }), { minLength: 1, maxLength: 4 }),
        fc.infiniteStream(fc.nat()),
        (one, lists, order) => {
          const files = lists.map((signatures) => writeEnvelope({ ...one, signatures }));
          const combined = combineEnvelopes(files);
          const shuffled = files
            .map((file) => ({ file, at: order.next().value ?? 0 }))
            .sort((a, b) => a.at - b.at)
            .map(({ file }) => file);
          expect(text(combineEnvelopes(shuffled))).toBe(text(combined));
          expect(text(combineEnvelopes([...files, combined]))).toBe(text(combined));
          const distinct = new Set(
            lists.flat().map(({ keyId, signature }) => `${keyId} ${signature.join()}`),
          );
          expect(readEnvelope(combined).signatures).toHaveLength(distinct.size);
        },
      ),
    );
  });

  it('refuses another payload, and the same one of another type', () => {
    for (const other of [{ payload: 'aGVsbG8h' }, { payloadType: 'text/html' }]) {
      expect(
        failureOf(() => combineEnvelopes([bytes(envelope()), bytes(envelope(other))])).message,
      ).toBe('number 2 is around something else than the first one');
    }
  });

  it('keeps what DSSE does not know where it is the same in all, however it is laid out', () => {
    const note = { b: [1, { c: null }], a: 'é' };
    const one = JSON.stringify(JSON.parse(envelope({ note })), undefined, 3);
    const combined = combineEnvelopes([bytes(one), bytes(envelope({ note }))]);
    expect(JSON.parse(text(combined))).toEqual(JSON.parse(envelope({ note })));
  });

  it('refuses what DSSE does not know where it is not the same', () => {
    for (const other of [{}, { note: 2 }]) {
      const files = [bytes(envelope({ note: 1 })), bytes(envelope(other))];
      for (const order of [files, files.toReversed()]) {
        expect(failureOf(() => combineEnvelopes(order)).message).toContain(
          '"note" is not the same',
        );
      }
    }
  });

  it('keeps what stands beside a signature', () => {
    const signatures = [{ keyid: 'k', sig: 'AAEC', cert: 'PEM' }];
    const combined = combineEnvelopes([
      bytes(envelope({ signatures })),
      bytes(envelope({ signatures })),
    ]);
    expect(JSON.parse(text(combined)).signatures).toEqual(signatures);
  });

  it('keeps a large number as it is written', () => {
    const file = bytes(envelope().replace('{', '{"n":12345678901234567890,'));
    expect(text(combineEnvelopes([file, file]))).toContain('"n": 12345678901234567890');
  });

  it('makes nothing that nobody would read', () => {
    const list = (from: number, count: number): Uint8Array =>
      bytes(
        envelope({
          signatures: Array.from({ length: count }, (_, at) => ({
            sig: Buffer.from([1, (from + at) >> 8, from + at]).toString('base64'),
          })),
        }),
      );
    const most = [list(0, 200), list(200, 56)];
    const full = combineEnvelopes(most);
    expect(readEnvelope(full).signatures).toHaveLength(256);
    const told = 'found 257 signatures, expected 256 at most';
    expect(failureOf(() => combineEnvelopes([...most, list(300, 1)])).message).toBe(told);
    const one = { keyId: '', signature: Uint8Array.of(9) };
    expect(failureOf(() => addSignature(full, one)).message).toBe(told);
  });

  it('has nothing to make of nothing', () => {
    expect(failureOf(() => combineEnvelopes([])).kind).toBe('usage');
  });
});

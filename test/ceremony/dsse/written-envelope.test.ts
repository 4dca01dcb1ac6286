import { describe, expect, it } from 'vitest';
import { addSignature } from '../../../src/ceremony/dsse/add-signature.ts';
import { combineEnvelopes } from '../../../src/ceremony/dsse/combine-envelopes.ts';
import { readEnvelope } from '../../../src/ceremony/dsse/read-envelope.ts';
import { writeEnvelope } from '../../../src/ceremony/dsse/write-envelope.ts';
import { failureOf } from '../../support/failure-of.ts';

const text = (file: Uint8Array): string => Buffer.from(file).toString();
const PAYLOAD = { payloadType: 'text/plain', payload: Buffer.from('hello') };
const NAMED = { keyId: 'k', signature: Uint8Array.of(0, 1, 2) };
const NAMELESS = { keyId: '', signature: Uint8Array.of(3) };

const HEAD = `{
  "payloadType": "text/plain",
  "payload": "aGVsbG8=",
`;
const BOTH = `${HEAD}  "signatures": [
    {
      "keyid": "k",
      "sig": "AAEC"
    },
    {
      "sig": "Aw=="
    }
  ]
}
`;

describe('an envelope as it is written', () => {
  it('has no key id where there is none, and no line for signatures that it does not have', () => {
    expect(text(writeEnvelope({ ...PAYLOAD, signatures: [NAMED, NAMELESS] }))).toBe(BOTH);
    expect(text(writeEnvelope({ ...PAYLOAD, signatures: [] }))).toBe(
      `${HEAD}  "signatures": []\n}\n`,
    );
  });

  it('is the same where its signatures are added one by one', () => {
    const bare = writeEnvelope({ ...PAYLOAD, signatures: [] });
    expect(text(addSignature(addSignature(bare, NAMED), NAMELESS))).toBe(BOTH);
  });

  it('has signatures in the order of their text when it is combined', () => {
    const one = writeEnvelope({ ...PAYLOAD, signatures: [NAMELESS] });
    const other = writeEnvelope({ ...PAYLOAD, signatures: [NAMED] });
    expect(text(combineEnvelopes([one, other]))).toBe(BOTH);
    expect(text(combineEnvelopes([other, one]))).toBe(BOTH);
  });

  it('has members that DSSE does not know in the order of their names, wherever they stood', () => {
    const members = '"payload": "aGVsbG8=", "payloadType": "text/plain"';
    const first = `{"b": 1, "a": [], ${members}, "signatures": [{"y": 2, "sig": "Aw==", "x": {}}]}`;
    const second = `{"a": [], ${members}, "signatures": [{"x": {}, "y": 2, "sig": "Aw=="}], "b": 1}`;
    const combined = combineEnvelopes([Buffer.from(first), Buffer.from(second)]);
    expect(text(combined)).toBe(`${HEAD}  "signatures": [
    {
      "sig": "Aw==",
      "x": {},
      "y": 2
    }
  ],
  "a": [],
  "b": 1
}
`);
  });
});

describe('a signature as long as any', () => {
  const envelopeWith = (bytes: number): Uint8Array =>
    writeEnvelope({ ...PAYLOAD, signatures: [{ ...NAMELESS, signature: new Uint8Array(bytes) }] });

  it('is read, and one byte more is not', () => {
    expect(readEnvelope(envelopeWith(2048)).signatures[0]?.signature).toHaveLength(2048);
    expect(failureOf(() => readEnvelope(envelopeWith(2049))).message).toBe(
      '"signatures[0].sig" of the envelope is longer than any that is made',
    );
  });
});

describe('a type as long as any', () => {
  const typeOf = (characters: number): string => {
    const payloadType = 'x'.repeat(characters);
    return readEnvelope(writeEnvelope({ ...PAYLOAD, payloadType, signatures: [] })).payloadType;
  };

  it('is read, and one character more is not', () => {
    expect(typeOf(1024)).toHaveLength(1024);
    expect(failureOf(() => typeOf(1025)).message).toBe(
      '"payloadType" of the envelope is longer than any that is made',
    );
  });
});

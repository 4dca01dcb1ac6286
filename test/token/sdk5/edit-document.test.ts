import { describe, expect, it } from 'vitest';
import { nodeCrypto } from '../../../src/node/node-crypto.ts';
import { judgeSdk5 } from '../../../src/token/lint/lint-sdk5.ts';
import type { QuorumDocument, Sdk5Document } from '../../../src/token/sdk5/document.ts';
import {
  addSignature,
  fillAuthData,
  fillTokens,
  removeSignature,
  replaceSignature,
} from '../../../src/token/sdk5/edit-document.ts';
import { readSdk5File } from '../../../src/token/sdk5-token.ts';
import {
  authDataFile,
  mfaFile,
  PUBLIC_KEY_TOKEN,
  PUBLIC_USER_TOKEN,
  registrationFile,
  sha256,
} from '../../support/sdk5-files.ts';

const signature = new Uint8Array(256).fill(7);
const text = Buffer.from(signature).toString('base64');

function read<Kind extends Sdk5Document['kind']>(
  file: Uint8Array | string,
  kind: Kind,
): Extract<Sdk5Document, { readonly kind: Kind }> {
  const document = readSdk5File(Buffer.from(file as Uint8Array), nodeCrypto);
  expect(document.kind).toBe(kind);
  return document as Extract<Sdk5Document, { readonly kind: Kind }>;
}

/** Also of a file that nothing is done with. */
function judge<Kind extends Sdk5Document['kind']>(
  file: string,
  kind: Kind,
): Extract<Sdk5Document, { readonly kind: Kind }> {
  const { document } = judgeSdk5(Buffer.from(file), nodeCrypto);
  expect(document?.kind).toBe(kind);
  return document as Extract<Sdk5Document, { readonly kind: Kind }>;
}

function add(file: string, username: string, role?: string): string {
  const document = read(file, 'quorum') as QuorumDocument;
  return Buffer.from(addSignature(document, { username, role, signature })).toString();
}

describe('addSignature', () => {
  it('writes what the guide shows', () => {
    const added = add(add(PUBLIC_USER_TOKEN, 'admin2', 'admin'), 'admin3', 'admin');
    expect(added).toBe(
      PUBLIC_USER_TOKEN.replace(
        '[]',
        `[
    {
      "username": "admin2",
      "role": "admin",
      "signature": "${text}"
    },
    {
      "username": "admin3",
      "role": "admin",
      "signature": "${text}"
    }
  ]`,
      ),
    );
  });

  it.each([
    ['on one line', JSON.stringify(JSON.parse(PUBLIC_KEY_TOKEN))],
    ['with CR LF and tabs', PUBLIC_KEY_TOKEN.replaceAll('\n', '\r\n').replaceAll('  ', '\t')],
    ['with blanks in the list', PUBLIC_KEY_TOKEN.replace('[]', '[  ]')],
    ['with a mark before it', `\ufeff${PUBLIC_KEY_TOKEN}`],
    [
      'with the list first',
      PUBLIC_KEY_TOKEN.replace('{\n', '{ "signatures" : [\n ],\n').replace(
        /,\s*"signatures": \[\]/,
        '',
      ),
    ],
  ])('is undone by removeSignature, in a file %s', (_, file) => {
    const added = add(file, 'crypto_user1', 'crypto-user');
    expect(JSON.parse(added.replace('\ufeff', ''))).toMatchObject({
      signatures: [{ username: 'crypto_user1', role: 'crypto-user', signature: text }],
    });
    const twice = read(add(added, 'crypto_user2'), 'quorum');
    const once = Buffer.from(removeSignature(twice, 1));
    expect(once.toString()).toBe(added);
    expect(Buffer.from(removeSignature(read(once, 'quorum'), 0)).toString()).toBe(file);
  });

  it('takes out no approval that is not there', () => {
    const without = PUBLIC_USER_TOKEN.replace(/,\s*"signatures": \[\]/, '');
    const remove = (file: string) => () => removeSignature(judge(file, 'quorum'), 0);
    expect(remove(without)).toThrow(new TypeError('the file has no list of approvals'));
    expect(remove(PUBLIC_USER_TOKEN)).toThrow(new TypeError('a list of 0 has no item 0'));
  });

  it('makes the list where there is none', () => {
    const without = PUBLIC_USER_TOKEN.replace(/,\s*"signatures": \[\]/, '');
    expect(add(without, 'admin2')).toBe(add(PUBLIC_USER_TOKEN, 'admin2'));
  });
});

describe('replaceSignature', () => {
  const other = new Uint8Array(256).fill(9);
  const otherText = Buffer.from(other).toString('base64');
  const replace = (file: string, index: number, role?: string): string => {
    const document = read(file, 'quorum') as QuorumDocument;
    return Buffer.from(replaceSignature(document, index, other, role)).toString();
  };
  const two = add(add(PUBLIC_USER_TOKEN, 'admin2', 'admin'), 'Admin3', 'admin');

  it('changes the one signature, and no other byte', () => {
    const at = two.lastIndexOf(text);
    const expected = `${two.slice(0, at)}${otherText}${two.slice(at + text.length)}`;
    expect(replace(two, 1, 'admin')).toBe(expected);
    expect(replace(two, 1)).toBe(expected);
  });

  it('changes the role where it is another, and adds none', () => {
    const changed = two.replace(text, otherText).replace('"admin"', '"crypto-user"');
    expect(replace(two, 0, 'crypto-user')).toBe(changed);
    const without = add(PUBLIC_USER_TOKEN, 'admin2');
    expect(replace(without, 0, 'admin')).toBe(without.replace(text, otherText));
  });

  it('leaves a role as it is written that is the same', () => {
    const odd = add(PUBLIC_USER_TOKEN, 'admin2', 'admin').replace('"admin"', '"\\u0061dmin"');
    expect(replace(odd, 0, 'admin')).toBe(odd.replace(text, otherText));
  });

  it('makes the signature of the approval in which it is missing', () => {
    const [first, second] = ['{ "username": "a" }', '{ "username": "b" }'];
    const file = PUBLIC_USER_TOKEN.replace('[]', `[${first}, ${second}]`);
    const expected = second.replace('"b" }', `"b", "signature": "${otherText}" }`);
    expect(replace(file, 1)).toBe(file.replace(second, expected));
  });

  it('makes the signature where it is missing, and knows no other approvals', () => {
    const waiting = PUBLIC_USER_TOKEN.replace('[]', '[{ "username": "admin2" }]');
    const added = waiting.replace('"admin2"', `"admin2", "signature": "${otherText}"`);
    expect(JSON.parse(replace(waiting, 0))).toEqual(JSON.parse(added));
    const none = new TypeError('the file has no approval 2');
    expect(() => replace(two, 2)).toThrow(none);
    expect(() => replace(two.replace(/,\s*"signatures"[\s\S]*\]/, ''), 2)).toThrow(none);
  });
});

describe('fillTokens', () => {
  it('puts each signature beside its digest', () => {
    const file = mfaFile(sha256(Buffer.of(1)), sha256(Buffer.of(2)));
    const signatures = [new Uint8Array(256).fill(1), new Uint8Array(256).fill(2)];
    const filled = fillTokens(read(file, 'mfa'), signatures);
    const values = signatures.map((one) => Buffer.from(one).toString('base64'));
    let expected = file.toString();
    for (const value of values) expected = expected.replace('""', `"${value}"`);
    expect(Buffer.from(filled).toString()).toBe(expected);
  });

  it('makes the member where it is missing', () => {
    const file = registrationFile(Buffer.from('data')).toString();
    const without = file.replace(/,\s*"signed": ""/, '');
    const filled = fillTokens(read(without, 'registration'), [signature]);
    expect(Buffer.from(filled).toString()).toBe(file.replace('""', `"${text}"`));
  });
});

describe('what is no object', () => {
  it('takes no signature', () => {
    const fill = (file: string) => () => fillTokens(judge(file, 'mfa'), [signature]);
    const expected = new TypeError('expected an object');
    expect(fill('{"tokens":[1]}')).toThrow(expected);
    expect(fill('{"tokens":[[]]}')).toThrow(expected);
  });
});

describe('fillAuthData', () => {
  const fill = (file: string, pem = 'PEM') =>
    Buffer.from(fillAuthData(judge(file, 'authdata'), [signature], pem)).toString();
  const digest = '"Digest":""';

  it.each([
    [
      `{"Data":[{${digest}}],"Version":"1.0"}`,
      `{"Data":[{${digest},"Signature":"${text}"}],"Version":"1.0","PublicKey":"PEM"}`,
    ],
    [
      `{"Version":"1.0","Data":[{${digest}}]}`,
      `{"Version":"1.0","PublicKey":"PEM","Data":[{${digest},"Signature":"${text}"}]}`,
    ],
    [`{"Data":[{${digest}}]}`, `{"Data":[{${digest},"Signature":"${text}"}],"PublicKey":"PEM"}`],
    [
      `{"Data":[{"Signature":"x"}],"PublicKey":"y"}`,
      `{"Data":[{"Signature":"${text}"}],"PublicKey":"y"}`,
    ],
  ])('changes what it must, and no other byte: %s', (file, filled) => {
    expect(fill(file)).toBe(filled);
  });

  it('writes what the guide shows', () => {
    const file = authDataFile(sha256(Buffer.of(1)));
    const filled = fillAuthData(read(file, 'authdata'), [signature], '-----BEGIN\nEND-----\n');
    const { Data: data, ...rest } = JSON.parse(file.toString());
    const wanted = {
      ...rest,
      PublicKey: '-----BEGIN\nEND-----\n',
      Data: [{ ...data[0], Signature: text }],
    };
    expect(Buffer.from(filled).toString()).toBe(`${JSON.stringify(wanted, null, 4)}\n`);
  });
});

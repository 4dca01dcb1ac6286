import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import {
  findOfficer,
  type Roster,
  type RosterOfficer,
  readRoster,
} from '../../src/ceremony/roster.ts';
import { type AnyFailure, Failure } from '../../src/failure.ts';
import { encodePublicKey } from '../../src/signer/encodings/public-key.ts';
import { describeRosterProblem } from '../../src/words/roster.ts';
import { requireProgram } from '../support/requirements.ts';
import { makeOfficer, Workbench } from './ceremony.ts';

const officer1 = makeOfficer('officer1');
const officer2 = makeOfficer('officer2');

function read(files: Readonly<Record<string, string | Uint8Array>>): Roster {
  return readRoster(
    Object.entries(files).map(([fileName, content]) => ({
      fileName,
      content: Buffer.from(content as string),
    })),
  );
}

const problemOf = ({ problem }: RosterOfficer): string | undefined =>
  problem && describeRosterProblem(problem);

function modulusOf({ officers }: Roster): string {
  return Buffer.from(officers[0]?.key?.numbers.modulus ?? []).toString('hex');
}

describe('the roster', () => {
  it('lets no key that proves nothing take the place of one with its modulus', () => {
    const { numbers } = readRoster([
      { fileName: 'a.pub', content: Buffer.from(officer1.publicKey) },
    ]).officers[0]?.key ?? { numbers: undefined };
    if (numbers === undefined) throw new Error('officer1 has a key');
    const forged = encodePublicKey({ ...numbers, exponent: Uint8Array.of(1) });
    const { officers } = read({ 'a.pub': forged, 'officer1.pub': officer1.publicKey });
    expect(officers).toMatchObject([
      { name: 'a', problem: { code: 'key-flaw' } },
      { name: 'officer1' },
    ]);
    expect(officers[1]?.problem).toBeUndefined();
  });

  it('has an officer for each NAME.pub, small letters, numbers by value', () => {
    const roster = read({
      'officer10.pub': makeOfficer('x').publicKey,
      'Officer2.PUB': officer2.publicKey,
      'officer1.pub': officer1.publicKey,
      'officer1.key': 'left alone',
      README: 'left alone',
    });
    expect(roster.officers.map(({ name }) => name)).toEqual(['officer1', 'officer2', 'officer10']);
    expect(roster.officers.every(({ key, problem }) => key && problem === undefined)).toBe(true);
    expect(roster.strays).toEqual([]);
    expect(findOfficer(roster, 'OFFICER2')?.fileName).toBe('Officer2.PUB');
    expect(findOfficer(roster, 'officer3')).toBeUndefined();
    expect(findOfficer(roster, 'officer 1')).toBeUndefined();
  });

  it('tells a bad file beside its officer, and reads the others', () => {
    const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const roster = readRoster([
      { fileName: 'a.pub', content: Buffer.from(officer1.publicKey) },
      { fileName: 'b.pub', content: new Uint8Array() },
      { fileName: 'c.pub', content: Buffer.from('hello') },
      {
        fileName: 'd.pub',
        content: {
          unreadable: new Failure('file-unreadable', {
            what: 'public key',
            path: 'roster/d.pub',
            system: 'EACCES',
          }) as AnyFailure,
        },
      },
      {
        fileName: 'e.pub',
        content: Buffer.from(
          officer2.privateKey.export({ type: 'pkcs8', format: 'pem' }) as string,
        ),
      },
      {
        fileName: 'f.pub',
        content: Buffer.from(ec.publicKey.export({ type: 'spki', format: 'pem' }) as string),
      },
      { fileName: 'g.pub', content: Buffer.from('ssh-rsa AAAA me@here\n') },
    ]);
    expect(roster.officers.map((officer) => [officer.name, problemOf(officer)])).toEqual([
      ['a', undefined],
      ['b', 'it is empty, expected a public key'],
      ['c', 'it holds no public key and no certificate, PEM or DER'],
      ['d', 'it cannot be read: cannot read the public key "roster/d.pub": permission denied'],
      ['e', 'it holds a private key, which belongs to its officer alone; put the public key here'],
      ['f', 'its key is of type ec, expected RSA'],
      ['g', 'it holds an OpenSSH public key; "ssh-keygen -e -m PKCS8 -f FILE" converts one'],
    ]);
    expect(roster.officers.map(({ key }) => key !== undefined)).toEqual([
      true,
      ...Array(6).fill(false),
    ]);
  });

  it('says which keys an HSM would not register', () => {
    const roster = read({
      'a.pub': officer1.publicKey,
      'b.pub': officer1.publicKey,
      'c.pub': makeOfficer('c', 1024).publicKey,
    });
    expect(roster.officers.map(problemOf)).toEqual([
      undefined,
      "its key is a's too, and counts once",
      'its key has 1024 bits, and an HSM registers keys of 2048 bits only',
    ]);
    expect(roster.officers.every(({ key }) => key !== undefined)).toBe(true);
  });

  it('takes two files of one officer for one where they agree, and for none where they do not', () => {
    const same = read({ 'Officer1.pub': officer1.publicKey, 'officer1.pub': officer1.publicKey });
    expect(same.officers).toHaveLength(1);
    expect(same.officers[0]?.problem).toBeUndefined();
    const other = read({ 'Officer1.pub': officer1.publicKey, 'officer1.pub': officer2.publicKey });
    expect(other.officers).toHaveLength(1);
    expect(other.officers[0]?.key).toBeUndefined();
    expect(other.officers.map(problemOf)).toEqual([
      expect.stringContaining('of the same officer and holds something else'),
    ]);
    expect(other.officers[0]?.problem).toEqual({ code: 'differs', other: 'Officer1.pub' });
  });

  it.each([
    ['', officer1.publicKey],
    [officer1.publicKey, ''],
    ['', ''],
  ])('takes no key of two files of one officer of which one has none', (first, second) => {
    const { officers } = read({ 'Officer1.pub': first, 'officer1.pub': second });
    expect(officers).toStrictEqual([
      {
        name: 'officer1',
        fileName: 'officer1.pub',
        problem: { code: 'differs', other: 'Officer1.pub' },
      },
    ]);
  });

  it('lists files that look like keys and name no officer', () => {
    const roster = read({
      'officer1.pem': officer1.publicKey,
      'officer 1.pub': officer1.publicKey,
    });
    expect(roster.officers).toEqual([]);
    expect(roster.strays).toEqual([
      { fileName: 'officer 1.pub', problem: { code: 'no-user-name', name: 'officer 1' } },
      { fileName: 'officer1.pem', problem: { code: 'ending' } },
    ]);
  });
});

const openssl = requireProgram('openssl');
describe.skipIf(!openssl.has)(`the roster, files of openssl ${openssl.label}`, () => {
  it('reads public keys and certificates, PEM and DER', () => {
    const bench = new Workbench();
    try {
      bench.writeKey(officer1);
      bench.run(`openssl req -x509 -new -key officer1.key -subj /CN=x -out crt.pem
        openssl x509 -in crt.pem -outform DER -out crt.der
        openssl rsa -in officer1.key -RSAPublicKey_out -out pkcs1.pem
        openssl rsa -in officer1.key -pubout -outform DER -out spki.der`);
      const moduli = ['officer1.pub', 'crt.pem', 'crt.der', 'pkcs1.pem', 'spki.der'].map((file) =>
        modulusOf(read({ 'officer1.pub': bench.read(file) })),
      );
      expect(moduli[0]).toMatch(/^[0-9a-f]{512}$/);
      expect(new Set(moduli).size).toBe(1);
    } finally {
      bench.remove();
    }
  });
});

import fc from 'fast-check';
import { expect, it } from 'vitest';
import { howMany } from '../support/how-many.ts';
import { activated, admin, CliStage } from './cli-stage.ts';

// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
const UNSAFE = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/;
const WORDS = [
  'user',
  'list',
  'create',
  'delete',
  'change-mfa',
  'token-sign',
  'quorum',
  'generate',
  'cluster',
  'mtls',
  'register-trust-anchor',
  'login',
  'logout',
  'interactive',
  'help',
  '--help',
  '-h',
  '--',
  '--username',
  '--role',
  'admin',
  'crypto-user',
  '--password',
  '--token',
  '--approval',
  '--path',
  '--service',
  'registration',
  '--scope',
  'all',
  '--value',
  '2',
  '--cluster-id',
  'cu1',
  'password',
  'key',
  'crypto',
  'sign',
  'ecdsa',
  'generate-symmetric',
  'aes',
  'wrap',
  'aes-gcm',
  '--filter',
  '--key-filter',
  'attr.label=x',
  'key-reference=0x6',
  '--data',
  '--hash-function',
  'sha256',
  '-v',
  '',
  '=',
];

it('whatever the words are, it answers in JSON or says how they are written, in safe characters', async () => {
  const stage = new CliStage();
  const word = fc.oneof(fc.constantFrom(...WORDS), fc.string({ unit: 'binary', maxLength: 8 }));
  await fc.assert(
    fc.asyncProperty(fc.array(word, { maxLength: 10 }), async (words) => {
      const { exit, printed, errors } = await stage.runWords(words, admin('nobody'));
      expect(errors === '').toBe(exit !== 2);
      expect(printed + errors).not.toMatch(UNSAFE);
      if (exit === 1) expect(JSON.parse(printed)).toMatchObject({ error_code: 1 });
    }),
    { numRuns: howMany(200, 5000) },
  );
});

/** A change of some bytes. */
interface Damage {
  readonly at: number;
  readonly removed: number;
  readonly put: Uint8Array;
}

const damage: fc.Arbitrary<Damage> = fc.record({
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  removed: fc.nat({ max: 4 }),
  put: fc.uint8Array({ maxLength: 4 }),
});

it('whatever is changed in a token file, it spends the token for a user or leaves both', async () => {
  const stage = new CliStage(activated({ mValues: { userManagement: 2 } }));
  const login = 'login --username admin --role admin --password password';
  const generate = 'quorum token-sign generate --service user --token t';
  const approve = (): string => {
    stage.approve('t', 'admin2', 'admin3');
    return 'user list';
  };
  const damages = fc.sample(fc.array(damage, { minLength: 1, maxLength: 3 }), howMany(60, 3000));
  let done = 0;
  const lines = damages.flatMap((each, index) => [
    () => {
      const spent = stage.tokens()[0] === 0;
      return spent ? generate : 'quorum token-sign list-quorum-values';
    },
    approve,
    () => {
      stage.files.write('bad', change(stage.files.read('t') ?? new Uint8Array(), each));
      done = stage.users().flat().length;
      return `user create --username u${index} --role crypto-user --password password --approval bad`;
    },
    () => {
      const made = stage.users().flat().length - done;
      expect(stage.tokens()).toEqual(made === 0 ? [1, 1, 1] : [0, 0, 0]);
      expect([0, 3]).toContain(made);
      return 'user list';
    },
  ]);
  const { exit, errors, printed } = await stage.interactive(login, ...lines);
  expect({ exit, errors }).toEqual({ exit: 0, errors: '' });
  expect(printed).not.toMatch(UNSAFE);
});

function change(file: Uint8Array, damages: readonly Damage[]): Uint8Array {
  return damages.reduce<Uint8Array>((bytes, { at, removed, put }) => {
    const place = Math.floor(at * bytes.length);
    return Buffer.concat([bytes.subarray(0, place), put, bytes.subarray(place + removed)]);
  }, file);
}

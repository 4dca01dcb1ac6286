import { createHash, createPublicKey } from 'node:crypto';
import { expect, it } from 'vitest';
import { openssl } from '../../hsm/machine/keys/openssl.ts';
import { admin, answerOf } from '../cli-stage.ts';
import { KeyStage } from './key-stage.ts';

const AES = 'key generate-symmetric aes --key-length-bytes 32 --label';
const EC = 'key generate-asymmetric-pair ec --curve secp384r1 --public-label p --private-label q';

it('a key is on every HSM under one reference, and openssl agrees with what is told of a pair', async () => {
  const stage = new KeyStage();
  const { public_key: made, private_key: secret } = await stage.must('cu1', EC);
  expect(made['key-info']['cluster-coverage']).toBe('full');
  const tables = stage.cluster.hsms.map((hsm) => hsm.inspect().state.hsm.keys.count);
  expect(tables).toEqual([2, 2, 2]);
  await stage.must('cu1', 'key generate-file --encoding pem --path p.pem --filter attr.label=p');
  const pem = stage.bytes('p.pem');
  const der = openssl(['pkey', '-pubin', '-in', 'k', '-outform', 'DER'], { k: pem });
  // The pair's check-value: SHA-1 of the SubjectPublicKeyInfo (reference/keys.md).
  const check = `0x${createHash('sha1').update(der).digest('hex').slice(0, 6)}`;
  expect(made.attributes['check-value']).toBe(check);
  expect(secret.attributes['check-value']).toBe(check);
  expect(made.attributes['ec-point']).toBe(`0x${der.subarray(-97).toString('hex')}`);
  expect(made.attributes['key-length-bytes']).toBe(97);
  const { namedCurve } = createPublicKey(pem).asymmetricKeyDetails ?? {};
  expect(namedCurve).toBe('secp384r1');
});

it('an RSA key is told of by its numbers', async () => {
  const stage = new KeyStage();
  const data = await stage.must(
    'cu1',
    'key generate-asymmetric-pair rsa --public-exponent 65537 --modulus-size-bits 2048 --public-label p --private-label q --private-attributes sign=true id=0xAB01',
  );
  await stage.must('cu1', 'key generate-file --encoding pem --path p.pem --filter attr.label=p');
  const text = openssl(['rsa', '-pubin', '-in', 'k', '-noout', '-modulus'], {
    k: stage.bytes('p.pem'),
  }).toString();
  const { attributes } = data.private_key;
  expect(text.trim().toLowerCase()).toBe(`modulus=${attributes.modulus.slice(2)}`);
  expect(attributes).toMatchObject({
    id: '0xab01',
    'public-exponent': '0x010001',
    'modulus-size-bits': 2048,
    sign: true,
  });
  expect(Object.keys(attributes).slice(-4)).toEqual([
    'key-length-bytes',
    'public-exponent',
    'modulus',
    'modulus-size-bits',
  ]);
});

it('lists pages of ten, of what the user owns or shares and of public keys, in order of reference', async () => {
  const stage = new KeyStage();
  const typed = Array.from({ length: 12 }, (_, n) => `${AES} k${n}`);
  await stage.interactive(
    'login --username cu1 --role crypto-user --password password',
    ...typed,
    `${AES} shared --share-crypto-users cu2`,
    EC,
  );
  const first = await stage.must('cu1', 'key list');
  expect(first).toMatchObject({
    total_key_count: 15,
    returned_key_count: 10,
    next_token: '10',
  });
  expect(Object.keys(first.matched_keys[0])).toEqual(['key-reference', 'attributes']);
  const rest = await stage.must('cu1', 'key list --starting-token 10');
  expect(rest).toMatchObject({ total_key_count: 15, returned_key_count: 5 });
  expect(rest).not.toHaveProperty('next_token');
  const references = [...first.matched_keys, ...rest.matched_keys].map(
    (key: Record<string, string>) => key['key-reference'],
  );
  expect(references).toEqual([...references].sort());
  const two = await stage.must('cu1', 'key list --max-items 2 --starting-token 12 --verbose');
  expect([two.returned_key_count, two.next_token]).toEqual([2, '14']);
  const labels = async (user: string, filter = '') => {
    const { matched_keys: keys } = await stage.must(user, `key list ${filter}`);
    return keys.map(({ attributes }: { attributes: { label: string } }) => attributes.label);
  };
  expect(await labels('cu2')).toEqual(['shared', 'p']);
  expect(await labels('cu3')).toEqual(['p']);
  expect(await labels('cu1', '--filter attr.label=k3 attr.class=secret-key')).toEqual(['k3']);
  expect(await labels('cu1', '--filter attr.label=k3 attr.class=public-key')).toEqual([]);
  const decimal = BigInt(references[3] ?? 0).toString();
  expect(await labels('cu1', `--filter key-reference=${decimal}`)).toEqual(['k3']);
  expect(await labels('cu1', '--filter key-reference=1 key-reference=2')).toEqual([]);
  expect(await labels('cu1', '--filter key-reference=0xffffffffffffffff')).toEqual([]);
  // Admins see all, and of each its label alone.
  const seen = answerOf(await stage.run('key list --verbose --max-items 99', admin('admin'))).data;
  expect(seen.total_key_count).toBe(15);
  expect(seen.matched_keys[0]).not.toHaveProperty('key-info');
  for (const option of ['--max-items 0', '--starting-token x']) {
    expect(await stage.fails('cu1', `key list ${option}`)).toMatch(
      /^Invalid value provided for --/,
    );
  }
});

it('takes quorum values as measured with 5.18, or as the pages have them', async () => {
  const both = 'The manage key and use key quorum values must be set to a value greater than 1';
  const tooMany = 'Invalid quorum value provided.';
  const shared = `${AES} k --share-crypto-users cu2 cu3`;
  const measured = new KeyStage();
  const paged = new KeyStage({ sdk5: { keyQuorum: 'from-0' } });
  const cases: readonly (readonly [string, string | null, string | null])[] = [
    ['', null, null],
    ['--manage-key-quorum-value 2', both, null],
    ['--use-key-quorum-value 2', both, null],
    ['--manage-key-quorum-value 2 --use-key-quorum-value 1', both, null],
    ['--manage-key-quorum-value 0 --use-key-quorum-value 0', both, null],
    ['--manage-key-quorum-value 2 --use-key-quorum-value 3', null, null],
    ['--manage-key-quorum-value 4 --use-key-quorum-value 2', tooMany, tooMany],
    ['--manage-key-quorum-value 9 --use-key-quorum-value 9', tooMany, tooMany],
  ];
  for (const [options, one, other] of cases) {
    for (const [stage, expected] of [
      [measured, one],
      [paged, other],
    ] as const) {
      const { error_code: code, data } = await stage.cu('cu1', `${shared} ${options}`);
      expect([code, code === 1 ? data : null], options).toEqual([
        expected === null ? 0 : 1,
        expected,
      ]);
    }
  }
  const note = measured.cluster.readUnsent().map(({ reason: { code } }) => code);
  expect(new Set(note)).toEqual(new Set(['key-quorum-values']));
});

it('a session key is gone with its log-in: at once, for a single command', async () => {
  const stage = new KeyStage();
  const { key } = await stage.must('cu1', `${AES} s --session`);
  expect(key.attributes.token).toBe(false);
  expect((await stage.must('cu1', 'key list')).total_key_count).toBe(0);
  const { printed } = await stage.interactive(
    'login --username cu1 --role crypto-user --password password',
    `${AES} s --attributes token=false`,
    'key list',
    'logout',
    'login --username cu1 --role crypto-user --password password',
    'key list',
  );
  const counts = [...printed.matchAll(/"total_key_count": (\d+)/g)].map(([, count]) => count);
  expect(counts).toEqual(['1', '0']);
});

it('a key that reaches a part of the HSMs only stays there, and is told of as inconsistent', async () => {
  const stage = new KeyStage();
  const { printed } = await stage.interactive(
    'login --username cu1 --role crypto-user --password password',
    () => {
      stage.fail('drop server=1');
      return `${AES} k`;
    },
    () => {
      stage.fail();
      return 'key list --verbose';
    },
    'key delete --filter attr.label=k',
    'key list',
  );
  expect(printed).toContain('"data": "Key generate-symmetric aes failed on 1 of 3 connections"');
  expect(printed.match(/"(?:cluster|key)-coverage": "inconsistent"/g)).toHaveLength(2);
  expect(printed).toContain('Key deleted successfully');
  expect(printed).toContain('"total_key_count": 0');
});

it('is made by the first HSM that can be reached', async () => {
  const stage = new KeyStage();
  const { printed } = await stage.interactive(
    'login --username cu1 --role crypto-user --password password',
    () => {
      stage.fail('drop server=0');
      return `${AES} k`;
    },
  );
  expect(printed).toContain('failed on 1 of 3 connections');
  const counts = stage.cluster.hsms.map((hsm) => hsm.inspect().state.hsm.keys.count);
  expect(counts).toEqual([0, 1, 1]);
});

it('leaves no HSM with half of what it refuses', async () => {
  const stage = new KeyStage();
  const refused: readonly (readonly [string, string])[] = [
    [`${AES} k --attributes trusted=true`, 'Attribute trusted cannot be set to the value true'],
    [`${AES} k --attributes local=true`, 'Attribute local cannot be set to the value true'],
    [`${AES} k --share-crypto-users nobody`, 'Specified user does not exist'],
    [`${AES} k --share-crypto-users cu1`, 'Specified user owns the key'],
    [`${AES} ${'x'.repeat(128)}`, 'Invalid label provided'],
    [`${AES} k --attributes sign=true sign=false`, 'Invalid value provided for --attributes'],
    [`${AES} k --session --attributes token=true`, 'Invalid value provided for --attributes'],
    ['key generate-symmetric aes --label k --key-length-bytes 17', 'Invalid key length provided'],
    [
      'key generate-symmetric generic-secret --label k --key-length-bytes 801',
      'Invalid key length',
    ],
    [
      'key generate-asymmetric-pair rsa --public-label p --private-label q --modulus-size-bits 1024 --public-exponent 65537',
      'Invalid key length provided',
    ],
    [
      'key generate-asymmetric-pair rsa --public-label p --private-label q --modulus-size-bits 2048 --public-exponent 3',
      'Invalid public exponent provided',
    ],
  ];
  for (const [line, text] of refused) expect(await stage.fails('cu1', line)).toContain(text);
  const asAdmin = answerOf(await stage.run(`${AES} k`, admin('admin')));
  expect(asAdmin.data).toBe('User does not have permission to perform this operation');
  expect(stage.cluster.hsms.map((hsm) => hsm.inspect().state.hsm.keys.count)).toEqual([0, 0, 0]);
});

it('says in words of usage what no key can be or have', async () => {
  const stage = new KeyStage();
  const usage = async (line: string) => {
    const { exit, printed, errors } = await stage.runCu('cu1', line);
    expect([exit, printed]).toEqual([2, '']);
    return errors.split('\n')[0];
  };
  expect(await usage(`${AES} k --attributes sign=yes`)).toBe(
    "error: invalid value 'sign=yes' for '--attributes [<KEY_ATTRIBUTES>...]': expected true or false",
  );
  expect(await usage('key list --filter attr.lable=x')).toBe(
    "error: invalid value 'attr.lable=x' for '--filter [<FILTER>...]': unknown attribute 'lable'",
  );
  expect(await usage('key set-attribute --filter attr.label=x --name lable --value y')).toBe(
    "error: invalid value 'lable' for '--name <KEY_ATTRIBUTE>': unknown attribute 'lable'",
  );
  expect(await usage(`${AES} k --manage-key-quorum-value two`)).toContain('invalid digit found');
  expect(await usage('key list -w')).toBe("error: unexpected argument '-w' found");
});

it('the edition of 2023 has no commands for keys', async () => {
  const stage = new KeyStage({ sdk5: { edition: '2023' } });
  for (const line of ['key list', 'crypto sign rsa-pkcs']) {
    expect((await stage.runCu('cu1', line)).errors).toContain('unrecognized subcommand');
  }
});

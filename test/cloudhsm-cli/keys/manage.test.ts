/** Keys that are shared, changed, imported, wrapped and unwrapped; what comes out is held against openssl. */
import { createCipheriv, createDecipheriv } from 'node:crypto';
import { expect, it } from 'vitest';
import { openssl } from '../../hsm/machine/keys/openssl.ts';
import { takeKey } from '../../support/keys.ts';
import { admin, answerOf } from '../cli-stage.ts';
import { KeyStage } from './key-stage.ts';

const AES = 'key generate-symmetric aes --key-length-bytes 16 --label';
const RSA =
  'key generate-asymmetric-pair rsa --public-exponent 65537 --modulus-size-bits 2048 --public-label p --private-label q --public-attributes wrap=true --private-attributes unwrap=true';

const show = async (stage: KeyStage, filter: string, user = 'cu1') => {
  const { matched_keys: keys } = await stage.must(user, `key list --verbose --filter ${filter}`);
  return keys[0];
};

it('shares a key with a user on every HSM, and takes it away', async () => {
  const stage = new KeyStage();
  await stage.must('cu1', `${AES} k`);
  const to = (user: string) => `--filter attr.label=k --username ${user} --role crypto-user`;
  for (const user of ['cu3', 'cu2']) {
    expect(await stage.must('cu1', `key share ${to(user)}`)).toEqual({
      message: 'Key shared successfully',
    });
  }
  expect((await show(stage, 'attr.label=k'))['key-info']['shared-users']).toEqual([
    { username: 'cu3', 'key-coverage': 'full' },
    { username: 'cu2', 'key-coverage': 'full' },
  ]);
  // A sharer does none of this.
  const denied = 'User does not have permission to perform this operation';
  for (const line of [
    `key share ${to('cu4')}`,
    `key unshare ${to('cu3')}`,
    'key set-attribute --filter attr.label=k --name encrypt --value true',
    'key delete --filter attr.label=k',
  ]) {
    expect(await stage.fails('cu2', line)).toBe(denied);
  }
  expect(await stage.must('cu1', `key unshare ${to('cu3')}`)).toEqual({
    message: 'Key unshared successfully',
  });
  expect(await show(stage, 'attr.label=k', 'cu3')).toBeUndefined();
  expect(await stage.fails('cu1', `key share ${to('nobody')}`)).toBe(
    'Specified user does not exist',
  );
  expect(
    await stage.fails('cu1', 'key share --filter attr.label=k --username admin --role admin'),
  ).toBe('Keys can be shared with crypto users only');
});

it('a user who is gone is left out of what is told of its keys', async () => {
  const stage = new KeyStage();
  await stage.must('cu1', `${AES} k --share-crypto-users cu2 cu3`);
  await stage.set('admin', 'user delete --username cu1 --role crypto-user');
  await stage.set('admin', 'user delete --username cu2 --role crypto-user');
  expect((await show(stage, 'attr.label=k', 'cu3'))['key-info']).toMatchObject({
    'key-owners': [],
    'shared-users': [{ username: 'cu3', 'key-coverage': 'full' }],
    'cluster-coverage': 'full',
  });
});

it('sets attributes, and refuses in the measured words what nobody sets', async () => {
  const stage = new KeyStage();
  await stage.must('cu1', `${AES} k`);
  const set = (name: string, value: string) =>
    `key set-attribute --filter attr.label=k --name ${name} --value ${value}`;
  expect(await stage.must('cu1', set('encrypt', 'true'))).toEqual({
    message: 'Attribute set successfully',
  });
  expect((await show(stage, 'attr.label=k')).attributes.encrypt).toBe(true);
  // test/golden/cloudhsm-cli/key/set-attribute-refused.md
  expect(await stage.fails('cu1', set('extractable', 'true'))).toBe(
    'Attribute extractable cannot be set to the value true by the user for this operation',
  );
  expect(await stage.fails('cu1', set('never-extractable', 'false'))).toBe(
    'Attribute never-extractable cannot be set to the value false by the user for this operation',
  );
  expect(await stage.fails('cu1', set('class', 'public-key'))).toMatch(/^Attribute class cannot/);
  expect(await stage.fails('cu1', set('trusted', 'true'))).toMatch(/^Attribute trusted cannot/);
  expect(await stage.fails('cu1', set('encrypt', 'yes'))).toBe(
    'Invalid value provided for --value',
  );
  await stage.set('admin', set('trusted', 'true'));
  expect((await show(stage, 'attr.label=k')).attributes.trusted).toBe(true);
  const asAdmin = answerOf(await stage.run(set('encrypt', 'false'), admin('admin')));
  expect(asAdmin.data).toMatch(/^Attribute encrypt cannot be set to the value false/);
  await stage.must('cu1', 'key set-attribute --filter attr.label=k --name label --value "a b"');
  expect((await show(stage, '"attr.label=a b"')).attributes.label).toBe('a b');
});

it('a change that reaches a part of the HSMs only is told of, and the key is inconsistent', async () => {
  const stage = new KeyStage();
  const { printed } = await stage.interactive(
    'login --username cu1 --role crypto-user --password password',
    `${AES} k`,
    () => {
      stage.fail('server=1 command=setAttribute error=RET_FAULT');
      return 'key set-attribute --filter attr.label=k --name encrypt --value true';
    },
    () => {
      stage.fail();
      return 'key list -v';
    },
  );
  expect(printed).toContain('Key set-attribute failed on 1 of 3 connections');
  expect(printed).toContain('"cluster-coverage": "inconsistent"');
  expect(printed.match(/"key-coverage": "full"/g)).toHaveLength(2);
});

it('imports a public key in PEM, writes it again, and takes no other file', async () => {
  const stage = new KeyStage();
  const { publicPem, privatePem } = takeKey('officer2');
  const ec = openssl('ecparam -name secp256k1 -genkey -noout'.split(' '));
  const ecPem = openssl('ec -in k -pubout'.split(' '), { k: ec });
  stage.files.write('rsa.pem', publicPem);
  stage.files.write(
    'pkcs1.pem',
    openssl('rsa -pubin -in k -RSAPublicKey_out'.split(' '), { k: Buffer.from(publicPem) }),
  );
  stage.files.write('ec.pem', ecPem);
  const line = (path: string, type: string) =>
    `key import pem --path ${path} --label ${path} --key-type-class ${type} --attributes verify=true`;
  const { key, message } = await stage.must('cu1', line('rsa.pem', 'rsa-public'));
  expect([message, key.attributes.local, key.attributes.id]).toEqual([
    'Successfully imported key',
    false,
    '0x',
  ]);
  await stage.must('cu1', line('pkcs1.pem', 'rsa-public'));
  await stage.must('cu1', line('ec.pem', 'ec-public'));
  for (const [path, pem] of [
    ['rsa.pem', publicPem],
    ['pkcs1.pem', publicPem],
    ['ec.pem', ecPem.toString()],
  ]) {
    await stage.must(
      'cu1',
      `key generate-file --encoding pem --path out --filter attr.label=${path}`,
    );
    expect(stage.bytes('out').toString()).toBe(pem);
  }
  stage.files.write('private.pem', privatePem);
  stage.files.write('both.pem', `${publicPem}${privatePem}`);
  for (const path of ['private.pem', 'both.pem']) {
    const { printed } = await stage.runCu('cu1', line(path, 'rsa-public'));
    expect(answerOf({ exit: 1, printed, errors: '' }).data).toBe(
      `File ${path} holds a private key: only public keys can be imported`,
    );
    expect(JSON.stringify(stage.cluster.readUnsent())).not.toContain('MII');
  }
  stage.files.write('der', openssl('pkey -pubin -in k -outform DER'.split(' '), { k: ecPem }));
  stage.files.write('empty', '');
  stage.files.write('two.pem', `${ecPem}${publicPem}`);
  for (const path of ['der', 'empty', 'two.pem']) {
    expect(await stage.fails('cu1', line(path, 'ec-public'))).toBe(
      `Unable to parse public key file ${path}`,
    );
  }
  expect(await stage.fails('cu1', line('ec.pem', 'rsa-public'))).toBe(
    'File ec.pem holds a key of another type',
  );
  const long = line('ec.pem', 'ec-public').replace('--label ec.pem', `--label ${'x'.repeat(127)}`);
  expect(await stage.fails('cu1', long)).toBe('Invalid value provided for --label');
  expect(stage.cluster.hsms.map((hsm) => hsm.inspect().state.hsm.keys.count)).toEqual([3, 3, 3]);
});

it('writes a public key to no file that nobody can have meant', async () => {
  const stage = new KeyStage();
  await stage.must('cu1', RSA);
  stage.files.write('secret', takeKey('officer2').privatePem);
  const write = 'key generate-file --encoding pem --filter attr.label=p --path';
  expect(await stage.fails('cu1', `${write} secret`)).toBe('Unable to write file secret');
  expect(stage.bytes('secret').toString()).toBe(takeKey('officer2').privatePem);
});

/** The bytes of a secret key, by a way out that openssl knows. */
async function bytesOf(stage: KeyStage, label: string): Promise<Buffer> {
  const { privatePem, publicPem } = takeKey('officer3');
  stage.files.write('out.pem', publicPem);
  const tag = `way-${stage.now++}`;
  await stage.must(
    'cu1',
    `key import pem --path out.pem --label ${tag} --key-type-class rsa-public --attributes wrap=true`,
  );
  const { wrapped_key_data: data } = await stage.must(
    'cu1',
    `key wrap rsa-pkcs --payload-filter attr.label=${label} --wrapping-filter attr.label=${tag}`,
  );
  return openssl('pkeyutl -decrypt -inkey k -in d'.split(' '), {
    k: Buffer.from(privatePem),
    d: Buffer.from(data, 'base64'),
  });
}

it('what is wrapped by rsa-pkcs openssl unwraps, and the key has the check value of a block of zeros', async () => {
  const stage = new KeyStage();
  const { key } = await stage.must('cu1', `${AES} k`);
  const bytes = await bytesOf(stage, 'k');
  expect(bytes).toHaveLength(16);
  const cipher = createCipheriv('aes-128-ecb', bytes, null);
  const check = cipher.update(Buffer.alloc(16)).toString('hex').slice(0, 6);
  expect(key.attributes['check-value']).toBe(`0x${check}`);
});

it('wraps by rsa-oaep, with hyphens in its answer, what openssl unwraps; and unwraps it', async () => {
  const stage = new KeyStage();
  await stage.must('cu1', RSA);
  await stage.must('cu1', `${AES} k`);
  const { privatePem, publicPem } = takeKey('officer3');
  stage.files.write('out.pem', publicPem);
  await stage.must(
    'cu1',
    'key import pem --path out.pem --label out --key-type-class rsa-public --attributes wrap=true',
  );
  const wrap = (label: string, more = '') =>
    `key wrap rsa-oaep --payload-filter attr.label=k --wrapping-filter attr.label=${label} --hash-function sha256 --mgf mgf1-sha256 ${more}`;
  const answer = await stage.must('cu1', wrap('out'));
  expect(Object.keys(answer)).toEqual([
    'payload-key-reference',
    'wrapping-key-reference',
    'wrapped-key-data',
  ]);
  const options = ['rsa_padding_mode:oaep', 'rsa_oaep_md:sha256', 'rsa_mgf1_md:sha256'];
  const bytes = openssl(
    [
      ...'pkeyutl -decrypt -inkey k -in d'.split(' '),
      ...options.flatMap((option) => ['-pkeyopt', option]),
    ],
    { k: Buffer.from(privatePem), d: Buffer.from(answer['wrapped-key-data'], 'base64') },
  );
  expect(bytes).toEqual(await bytesOf(stage, 'k'));
  const intoFile = await stage.must('cu1', wrap('p', '--path wrapped'));
  expect(Object.keys(intoFile)).toEqual(['payload-key-reference', 'wrapping-key-reference']);
  expect(stage.bytes('wrapped')).toHaveLength(256);
  const { key } = await stage.must(
    'cu1',
    'key unwrap rsa-oaep --filter attr.label=q --hash-function sha256 --mgf mgf1-sha256 --key-type-class aes --label again --data-path wrapped',
  );
  expect([key.attributes.local, key['key-info']['cluster-coverage']]).toEqual([false, 'full']);
  expect(await bytesOf(stage, 'again')).toEqual(bytes);
  const other = wrap('p').replace('mgf1-sha256', 'mgf1-sha1');
  expect(await stage.fails('cu1', other)).toBe(
    'Hash function and mask generation function must match',
  );
});

it('wraps by aes-gcm what anybody with the key decrypts, and unwraps it with the same aad alone', async () => {
  const stage = new KeyStage();
  await stage.must('cu1', `${AES} w --attributes wrap=true unwrap=true`);
  await stage.must('cu1', `${AES} k`);
  const {
    iv,
    wrapped_key_data: data,
    ...references
  } = await stage.must(
    'cu1',
    'key wrap aes-gcm --payload-filter attr.label=k --wrapping-filter attr.label=w --tag-length-bits 128 --aad 0x10',
  );
  expect(Object.keys(references)).toEqual(['payload_key_reference', 'wrapping_key_reference']);
  const wrapped = Buffer.from(data, 'base64');
  const decipher = createDecipheriv(
    'aes-128-gcm',
    await bytesOf(stage, 'w'),
    Buffer.from(iv.slice(2), 'hex'),
  );
  decipher.setAAD(Buffer.from([0x10]));
  decipher.setAuthTag(wrapped.subarray(-16));
  const bytes = Buffer.concat([decipher.update(wrapped.subarray(0, -16)), decipher.final()]);
  expect(bytes).toEqual(await bytesOf(stage, 'k'));
  const unwrap = (aad: string, more = '') =>
    `key unwrap aes-gcm --filter attr.label=w --tag-length-bits 128 --aad ${aad} --iv ${iv} --key-type-class aes --label again --data ${data} ${more}`;
  expect(await stage.fails('cu1', unwrap('0x11'))).toMatch(/^[A-Z][ -~]+$/);
  const { key } = await stage.must(
    'cu1',
    unwrap(
      '0x10',
      '--share-crypto-users cu2 --manage-key-quorum-value 2 --use-key-quorum-value 2 --attributes encrypt=true',
    ),
  );
  expect(key['key-info']['key-quorum-values']).toEqual({
    'manage-key-quorum-value': 2,
    'use-key-quorum-value': 2,
  });
  expect(key.attributes.encrypt).toBe(true);
  expect((await stage.must('cu1', 'key list')).total_key_count).toBe(5);
});

it('wraps with approvals for each of the two keys', async () => {
  const stage = new KeyStage();
  const quorum = '--share-crypto-users cu2 --manage-key-quorum-value 2 --use-key-quorum-value 2';
  await stage.must('cu1', `${AES} w --attributes wrap=true unwrap=true ${quorum}`);
  await stage.must('cu1', `${AES} k ${quorum}`);
  const wrap =
    'key wrap aes-gcm --payload-filter attr.label=k --wrapping-filter attr.label=w --tag-length-bits 96';
  expect(await stage.fails('cu1', wrap)).toBe('Quorum Failed');
  for (const label of ['w', 'k']) {
    const filter = `attr.label=${label}`;
    await stage.token('cu1', { path: label, service: 'key-management', filter }, 'cu1', 'cu2');
  }
  expect(await stage.fails('cu1', `${wrap} --wrapping-approval w`)).toBe('Quorum Failed');
  expect(stage.tokens()).toEqual([2, 2, 2]);
  const both = `${wrap} --wrapping-approval w --payload-approval k`;
  const { iv, wrapped_key_data: data } = await stage.must('cu1', both);
  expect(stage.tokens()).toEqual([0, 0, 0]);
  expect(await stage.fails('cu1', both)).toBe(
    'Invalid username-signature pair for quorum authorization',
  );
  const unwrap = `key unwrap aes-gcm --filter attr.label=w --tag-length-bits 96 --iv ${iv} --key-type-class aes --label again --data ${data}`;
  expect(await stage.fails('cu1', unwrap)).toBe('Quorum Failed');
  await stage.token(
    'cu1',
    { path: 'u', service: 'key-management', filter: 'attr.label=w' },
    'cu1',
    'cu2',
  );
  await stage.must('cu1', `${unwrap} --approval u`);
  expect(stage.tokens()).toEqual([0, 0, 0]);
});

it('a key that is not extractable stays inside', async () => {
  const stage = new KeyStage();
  await stage.must('cu1', RSA);
  await stage.must('cu1', `${AES} k --attributes extractable=false`);
  expect(
    await stage.fails(
      'cu1',
      'key wrap rsa-pkcs --payload-filter attr.label=k --wrapping-filter attr.label=p --path f',
    ),
  ).toMatch(/extractable/);
  expect(stage.files.read('f')).toBeUndefined();
});

/** What keys sign, held against openssl; and on how many HSMs a key must be. */
import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { encodeEcdsa, openssl } from '../../hsm/machine/keys/openssl.ts';
import { KeyStage } from './key-stage.ts';

const RSA =
  'key generate-asymmetric-pair rsa --public-exponent 65537 --modulus-size-bits 2048 --public-label p --private-label q --public-attributes verify=true --private-attributes sign=true';
const EC =
  'key generate-asymmetric-pair ec --curve secp384r1 --public-label p --private-label q --public-attributes verify=true --private-attributes sign=true';
const DATA = Buffer.from('abc123');
/** DigestInfo of SHA-256 (RFC 8017, 9.2, note 1). */
const DIGEST_INFO = Buffer.from('3031300d060960864801650304020105000420', 'hex');

async function stageWith(pair: string): Promise<{ stage: KeyStage; pem: Buffer }> {
  const stage = new KeyStage();
  await stage.must('cu1', pair);
  await stage.must('cu1', 'key generate-file --encoding pem --path p.pem --filter attr.label=p');
  stage.files.write('data', DATA);
  stage.files.write('digest', createHash('sha256').update(DATA).digest());
  stage.files.write(
    'info',
    Buffer.concat([DIGEST_INFO, createHash('sha256').update(DATA).digest()]),
  );
  return { stage, pem: stage.bytes('p.pem') };
}

it.each([
  ['rsa-pkcs', RSA, '--hash-function sha256', 'info', []],
  [
    'rsa-pkcs-pss',
    RSA,
    '--hash-function sha256 --mgf mgf1-sha256 --salt-length 10',
    'digest',
    ['-sigopt', 'rsa_padding_mode:pss', '-sigopt', 'rsa_pss_saltlen:10'],
  ],
  ['ecdsa', EC, '--hash-function sha256', 'digest', []],
] as const)(
  '%s signs what openssl verifies, of data, of a file and of a digest',
  async (mechanism, pair, options, hashed, opensslOptions) => {
    const { stage, pem } = await stageWith(pair);
    const [{ 'key-reference': reference }] = (
      await stage.must('cu1', 'key list --filter attr.label=q')
    ).matched_keys;
    const base = `crypto sign ${mechanism} --key-filter attr.label=q ${options}`;
    for (const data of [
      `--data ${DATA.toString('base64')}`,
      '--data-path data',
      '--data-path data --data-type raw',
      `--data-path ${hashed} --data-type digest`,
    ]) {
      const answer = await stage.must('cu1', `${base} ${data}`);
      expect(Object.keys(answer)).toEqual(['key-reference', 'signature']);
      expect(answer['key-reference']).toBe(reference);
      const raw = Buffer.from(answer.signature, 'base64');
      const signature = mechanism === 'ecdsa' ? encodeEcdsa(raw) : raw;
      const said = openssl(
        ['dgst', '-sha256', ...opensslOptions, '-verify', 'p', '-signature', 's', 'd'],
        { p: pem, s: signature, d: DATA },
      );
      expect(said.toString()).toBe('Verified OK\n');
      stage.files.write('sig', raw);
      stage.files.write('sig64', `${answer.signature}\n`);
      const verify = `crypto verify ${mechanism} --key-filter attr.label=p ${options}`;
      for (const from of [
        `--signature ${answer.signature}`,
        '--signature-path sig',
        '--signature-path sig64',
      ]) {
        expect(await stage.must('cu2', `${verify} ${data} ${from}`)).toEqual({
          message: 'Signature verified successfully',
        });
      }
      const wrong = `${verify} --data AAAA --signature ${answer.signature}`;
      expect(await stage.fails('cu1', wrong)).toBe('Signature verification failed');
    }
  },
);

it('takes exactly one of data and file, and no base64 that is none', async () => {
  const { stage } = await stageWith(EC);
  const base = 'crypto sign ecdsa --key-filter attr.label=q --hash-function sha384';
  const usage = async (line: string) => (await stage.runCu('cu1', line)).errors.split('\n')[0];
  expect(await usage(`${base} --data AAAA --data-path data`)).toBe(
    "error: the argument '--data <DATA>' cannot be used with '--data-path <DATA_PATH>'",
  );
  expect(await usage(base)).toBe('error: the following required arguments were not provided:');
  for (const data of ['A', 'AA-_', '"AA AA"', 'AAA', 'é']) {
    expect(await stage.fails('cu1', `${base} --data ${data}`)).toBe(
      'Invalid value provided for --data',
    );
  }
  expect(await stage.fails('cu1', `${base} --data-path nowhere`)).toBe(
    'Unable to read file nowhere',
  );
  stage.files.write('large', new Uint8Array((1 << 20) + 1));
  expect(await stage.fails('cu1', `${base} --data-path large`)).toBe(
    'File large is larger than 1048576 bytes',
  );
  expect(await stage.fails('cu1', `${base} --data-path digest --data-type digest`)).toBe(
    'Invalid digest provided',
  );
});

it('says why a key does not sign', async () => {
  const { stage } = await stageWith(EC);
  const sign = (filter: string, user = 'cu1', mechanism = 'ecdsa') =>
    stage.fails(
      user,
      `crypto sign ${mechanism} --key-filter ${filter} --hash-function sha384 --data AAAA`,
    );
  expect(await sign('attr.label=x')).toBe('Key selection criteria matched no keys.');
  expect(await sign('attr.key-type=ec')).toBe(
    'Key selection criteria matched 2 keys. Refine selection criteria to select a single key.',
  );
  expect(await sign('attr.label=q', 'cu2')).toBe('Key selection criteria matched no keys.');
  expect(await sign('attr.label=q', 'cu1', 'rsa-pkcs')).toBe(
    'Specified key cannot be used with rsa-pkcs',
  );
  await stage.must('cu1', EC.replace(' --private-attributes sign=true', '').replace(' q', ' mute'));
  expect(await sign('attr.label=mute')).toBe('Specified key has the attribute sign set to false');
  const codes = stage.cluster.readUnsent().map(({ reason }) => reason.code);
  expect(codes).toEqual(['no-key-matches', 'keys-match', 'no-key-matches']);
});

it('uses no key of one HSM, unless the cluster is told otherwise, at once', async () => {
  const stage = new KeyStage({ servers: [{ name: 'a', hostname: 'a', port: 2225 }] });
  await stage.must('cu1', EC);
  const uses = [
    'crypto sign ecdsa --key-filter attr.label=q --hash-function sha384 --data AAAA',
    'crypto verify ecdsa --key-filter attr.label=p --hash-function sha384 --data AAAA --signature AAAA',
    'key wrap rsa-pkcs --payload-filter attr.label=q --wrapping-filter attr.label=p',
  ];
  for (const line of uses) {
    expect(await stage.fails('cu1', line)).toBe(
      'Cannot perform the requested key operation as the key must be available on at least 2 HSMs',
    );
  }
  const [sign = ''] = uses;
  const { printed } = await stage.interactive(
    'login --username cu1 --role crypto-user --password password',
    sign,
    () => {
      stage.cluster.changeSettings((settings) => ({ ...settings, checksKeyAvailability: false }));
      return sign;
    },
  );
  expect(printed.match(/"error_code": \d/g)).toEqual([
    '"error_code": 0',
    '"error_code": 1',
    '"error_code": 0',
  ]);
});

it('a key on two of three HSMs is used where it is; of one that cannot be reached, no matter', async () => {
  const stage = new KeyStage();
  const sign = 'crypto sign ecdsa --key-filter attr.label=q --hash-function sha384 --data AAAA';
  const { printed } = await stage.interactive(
    'login --username cu1 --role crypto-user --password password',
    () => {
      stage.fail('drop server=0');
      return EC;
    },
    sign,
    () => {
      stage.fail();
      return sign;
    },
    () => {
      stage.fail('drop server=2');
      return sign;
    },
  );
  expect(printed.match(/"signature"/g)).toHaveLength(2);
  expect(printed).toContain('must be available on at least 2 HSMs');
});

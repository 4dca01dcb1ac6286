/** Keys that ask for approvals. */
import { expect, it } from 'vitest';
import { openssl } from '../../hsm/machine/keys/openssl.ts';
import { KeyStage } from './key-stage.ts';

const RSA =
  'key generate-asymmetric-pair rsa --public-exponent 65537 --modulus-size-bits 2048 --public-label p --private-label q --private-attributes sign=true --share-crypto-users cu2 cu3 --manage-private-key-quorum-value 2 --use-private-key-quorum-value 2';
const SIGN =
  'crypto sign rsa-pkcs --key-filter attr.label=q --hash-function sha256 --data YWJjMTIz';
const USE = { path: 't', service: 'key-usage', filter: 'attr.label=q' };

async function stageWithKey(): Promise<KeyStage> {
  const stage = new KeyStage();
  await stage.must('cu1', RSA);
  return stage;
}

it('signs once with two approvals, and what it signs openssl verifies', async () => {
  const stage = await stageWithKey();
  expect(await stage.fails('cu1', SIGN)).toBe('Quorum Failed');
  await stage.token('cu1', USE);
  const approve = `${SIGN} --approval t`;
  expect(await stage.fails('cu1', approve)).toBe('No token signatures provided');
  stage.approveKey('t', 'cu2');
  expect(await stage.fails('cu1', approve)).toBe(
    'Too few quorum approvals: currently 1 approvals, but 2 approvals required',
  );
  // The user may approve for itself.
  stage.approveKey('t', 'cu1', 'cu2');
  const { signature } = await stage.must('cu1', approve);
  await stage.must('cu1', 'key generate-file --encoding pem --path p.pem --filter attr.label=p');
  const said = openssl(['dgst', '-sha256', '-verify', 'p', '-signature', 's', 'd'], {
    p: stage.bytes('p.pem'),
    s: Buffer.from(signature, 'base64'),
    d: Buffer.from('abc123'),
  });
  expect(said.toString()).toBe('Verified OK\n');
  expect(stage.tokens()).toEqual([0, 0, 0]);
  expect(await stage.fails('cu1', approve)).toBe(
    'Invalid username-signature pair for quorum authorization',
  );
});

it('a sharer signs with its own token, and no one else with that', async () => {
  const stage = await stageWithKey();
  await stage.token('cu2', USE, 'cu1', 'cu3');
  expect(await stage.fails('cu1', `${SIGN} --approval t`)).toBe(
    'Invalid username-signature pair for quorum authorization',
  );
  // cu4 has nothing to do with the key.
  stage.approveKey('t', 'cu1', 'cu4');
  expect(await stage.fails('cu2', `${SIGN} --approval t`)).toBe(
    'Invalid username-signature pair for quorum authorization',
  );
  stage.approveKey('t', 'cu1', 'cu1');
  expect(await stage.fails('cu2', `${SIGN} --approval t`)).toBe(
    'Invalid username-signature pair for quorum authorization',
  );
  stage.approveKey('t', 'cu1', 'cu3');
  expect(await stage.must('cu2', `${SIGN} --approval t`)).toHaveProperty('signature');
});

it('the token file names service and key; several tokens may be live, and are counted', async () => {
  const stage = await stageWithKey();
  for (const path of ['t', 'u']) await stage.token('cu1', { ...USE, path });
  await stage.token('cu1', { ...USE, path: 'v', service: 'key-management' });
  const file = stage.readJson('t');
  const { key_reference: reference } = file;
  expect(Object.keys(file)).toEqual([
    'version',
    'service',
    'key_reference',
    'approval_data',
    'token',
    'signatures',
  ]);
  expect(file['service']).toBe('key-usage');
  const data = Buffer.from(String(file['approval_data']), 'base64');
  expect(data).toHaveLength(3 * 80);
  expect(data.toString('hex', 8, 16)).toBe(String(reference).slice(2));
  expect(stage.readJson('v')['service']).toBe('key-management');
  const list = async () => (await stage.must('cu1', 'quorum token-sign list')).tokens;
  expect(await list()).toEqual([
    {
      username: 'cu1',
      service: 'key-management',
      'key-reference': reference,
      'minimum-token-count': 1,
    },
    { username: 'cu1', service: 'key-usage', 'key-reference': reference, 'minimum-token-count': 2 },
  ]);
  await stage.must('cu1', 'quorum token-sign delete --scope user');
  expect(await list()).toEqual([]);
  expect(stage.tokens()).toEqual([0, 0, 0]);
});

it('a token is for one key and one service', async () => {
  const stage = await stageWithKey();
  await stage.must('cu1', RSA.replace(' p ', ' p2 ').replace(' q ', ' q2 '));
  await stage.token('cu1', { ...USE, filter: 'attr.label=q2' }, 'cu1', 'cu2');
  expect(await stage.fails('cu1', `${SIGN} --approval t`)).toBe(
    'Quorum token is not valid for this operation',
  );
  await stage.token('cu1', { ...USE, service: 'key-management' }, 'cu1', 'cu2');
  expect(await stage.fails('cu1', `${SIGN} --approval t`)).toBe(
    'Quorum token is not valid for this operation',
  );
});

it('wants a filter with a service for keys, and with no other', async () => {
  const stage = await stageWithKey();
  const generate = 'quorum token-sign generate --token t --service';
  const why = 'Invalid value provided for --filter';
  expect(await stage.fails('cu1', `${generate} key-usage`)).toBe(why);
  expect(await stage.fails('cu1', `${generate} registration --filter attr.label=q`)).toBe(why);
  expect(await stage.fails('cu1', `${generate} key-usage --filter attr.label=x`)).toBe(
    'Key selection criteria matched no keys.',
  );
  expect(stage.files.read('t')).toBeUndefined();
  expect(stage.tokens()).toEqual([0, 0, 0]);
});

it('with approvals asks no HSM unless each can be reached, and then the token is good as before', async () => {
  const stage = await stageWithKey();
  const { printed } = await stage.interactive(
    'login --username cu1 --role crypto-user --password password',
    'quorum token-sign generate --service key-usage --token t --filter attr.label=q',
    () => {
      stage.approveKey('t', 'cu1', 'cu2');
      stage.fail('drop server=2');
      return `${SIGN} --approval t`;
    },
    () => {
      stage.fail();
      return `${SIGN} --approval t`;
    },
    `${SIGN} --approval t`,
  );
  expect(printed).toContain('Unable to connect to HSM 10.0.3.11');
  expect(printed.match(/"signature"/g)).toHaveLength(1);
});

it('manages a key with approvals: sharing and attributes, but not its deletion', async () => {
  const stage = await stageWithKey();
  const manage = { ...USE, service: 'key-management' };
  const lines = [
    'key share --filter attr.label=q --username cu4 --role crypto-user',
    'key unshare --filter attr.label=q --username cu4 --role crypto-user',
    'key set-attribute --filter attr.label=q --name decrypt --value true',
  ];
  for (const line of lines) {
    expect(await stage.fails('cu1', line)).toBe('Quorum Failed');
    await stage.token('cu1', manage, 'cu2', 'cu3');
    await stage.must('cu1', `${line} --approval t`);
    expect(stage.tokens()).toEqual([0, 0, 0]);
  }
  expect(await stage.must('cu1', 'key delete --filter attr.label=q')).toEqual({
    message: 'Key deleted successfully',
  });
});

it('no token file signs twice, though an HSM that was asked did not sign', async () => {
  const stage = await stageWithKey();
  await stage.token('cu1', USE, 'cu1', 'cu2');
  const { signature } = await stage.must('cu1', `${SIGN} --approval t`);
  expect(signature).toHaveLength(344);
  for (const server of [0, 1, 2]) {
    const others = [0, 1, 2].filter((each) => each !== server);
    const { printed } = await stage.interactive(
      'login --username cu1 --role crypto-user --password password',
      () => {
        stage.fail(...others.slice(0, 1).map((each) => `drop server=${each}`));
        return `${SIGN} --approval t`;
      },
    );
    stage.fail();
    expect(printed).not.toContain('"signature"');
  }
});

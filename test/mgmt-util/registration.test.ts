/**
 * What no HSM takes as a quorum key is registered by neither command, however its file is written; and no
 * key file, be it damaged as it may, ends the console.
 */
import { generateKeyPairSync, sign } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { type Cluster, createMemoryCluster } from '../../src/hsm/cluster/cluster.ts';
import { Console } from '../../src/mgmt-util/console.ts';
import { memoryFiles } from '../../src/node/memory-files.ts';
import { childrenOf, encodeElement, readElement, TAG } from '../../src/signer/encodings/der.ts';
import { hostileKeys } from '../support/hostile-keys.ts';
import { takeKey } from '../support/keys.ts';
import { piecesOf } from './run-console.ts';

interface Tried {
  readonly outcome: string;
  readonly printed: string;
  readonly registered: boolean;
}

function makeCluster(): Cluster {
  return createMemoryCluster({
    adminPassword: 'password',
    users: [{ type: 'CO', name: 'officer1', password: 'password' }],
  });
}

/** What is refused leaves it as it was. */
const shared = makeCluster();

async function tryCommand(
  line: string,
  files: Readonly<Record<string, string | Uint8Array>>,
  cluster = shared,
): Promise<Tried> {
  let printed = '';
  const console = new Console({
    cluster,
    files: memoryFiles(files),
    input: piecesOf('y\nwrong\n'),
    output: {
      write: (text) => {
        printed += text;
      },
    },
  });
  await console.execute('loginHSM CO officer1 password');
  const outcome = await console.execute(line);
  await console.close();
  const registered = cluster.hsms.some((hsm) =>
    hsm.inspect().state.hsm.users.some(({ quorumKey }) => quorumKey !== null),
  );
  return { outcome, printed, registered };
}

/** A private key, whose `p` and `q` need not be primes. */
interface PrivateNumbers {
  readonly n: bigint;
  readonly e: bigint;
  readonly d: bigint;
  readonly p: bigint;
  readonly q: bigint;
  /** What `d` is reduced by for `p`: p - 1 for a prime. */
  readonly lambdaOfP: bigint;
}

function primesOf(bits: number): { readonly p: bigint; readonly q: bigint } {
  const jwk = takeKey('hostile', { bits }).privateKey.export({ format: 'jwk' });
  const [p = 0n, q = 0n] = [jwk.p, jwk.q].map((text = '') =>
    BigInt(`0x${Buffer.from(text, 'base64url').toString('hex')}`),
  );
  return { p, q };
}

function withExponent(wanted: bigint, bits = 2048): PrivateNumbers {
  const { p, q } = primesOf(bits);
  const lambda = (p - 1n) * (q - 1n);
  let e = wanted;
  while (gcd(e, lambda) !== 1n) e += 2n;
  return { n: p * q, e, d: inverse(e, lambda), p, q, lambdaOfP: p - 1n };
}

/** 2048 bits, of which 3 or 5 is a factor. */
function withSmallFactor(): PrivateNumbers {
  const { p, q } = primesOf(2046);
  const rest = p * q;
  const factor = (3n * rest) >> 2047n === 1n ? 3n : 5n;
  const lambdaOfP = (p - 1n) * (q - 1n);
  const d = inverse(65_537n, lambdaOfP * (factor - 1n));
  return { n: factor * rest, e: 65_537n, d, p: rest, q: factor, lambdaOfP };
}

function gcd(a: bigint, b: bigint): bigint {
  return b === 0n ? a : gcd(b, a % b);
}

function inverse(value: bigint, modulus: bigint): bigint {
  let [before, now] = [0n, 1n];
  for (let [a, b] = [modulus, value % modulus]; b !== 0n; [a, b] = [b, a % b]) {
    [before, now] = [now, before - (a / b) * now];
  }
  return ((before % modulus) + modulus) % modulus;
}

function pkcs1({ n, e, d, p, q, lambdaOfP }: PrivateNumbers): Uint8Array {
  const numbers = [0n, n, e, d, p, q, d % lambdaOfP, d % (q - 1n), inverse(q, p)];
  return encodeElement(TAG.sequence, ...numbers.map(integer));
}

function integer(value: bigint): Uint8Array {
  const hex = value.toString(16);
  const bytes = Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex');
  const sign = (bytes[0] ?? 0) > 0x7f ? [new Uint8Array(1)] : [];
  return encodeElement(TAG.integer, ...sign, bytes);
}

function toPem(label: string, der: Uint8Array): string {
  const text = Buffer.from(der).toString('base64').replaceAll(/.{64}/g, '$&\n');
  return `-----BEGIN ${label}-----\n${text}\n-----END ${label}-----\n`;
}

const RSA = Buffer.from('300d06092a864886f70d0101010500', 'hex');

function pkcs8(der: Uint8Array): Uint8Array {
  const key = encodeElement(TAG.octetString, der);
  return encodeElement(TAG.sequence, integer(0n), RSA, key);
}

const MOFN = 'registerMofnPubKey CO match officer1 key';
const NOTHING = { outcome: 'refused', registered: false };

describe.each([
  ['exponent 1', () => ({ ...withExponent(65_537n), e: 1n, d: 1n })],
  ['exponent 0', () => ({ ...withExponent(65_537n), e: 0n, d: 1n })],
  ['an even exponent', () => ({ ...withExponent(65_537n), e: 65_536n })],
  ['an exponent of more than 64 bits', () => withExponent(2n ** 64n + 1n)],
  ['an exponent as long as the modulus', () => withExponent(2n ** 2040n + 1n)],
  ['a modulus that 3 or 5 divides', withSmallFactor],
  ['an even modulus', () => ({ ...withExponent(65_537n), n: withExponent(65_537n).n - 1n })],
  ['1024 bits', () => withExponent(65_537n, 1024)],
  ['2046 bits', () => withExponent(65_537n, 2046)],
  ['4096 bits', () => withExponent(65_537n, 4096)],
  ['a private exponent of another key', () => ({ ...withExponent(65_537n), d: 12_345n, p: 7n })],
])('registerMofnPubKey takes no private key with %s', (_name, numbers) => {
  it.each([
    ['PKCS#1 in PEM', (der: Uint8Array) => toPem('RSA PRIVATE KEY', der)],
    ['PKCS#8 in DER', pkcs8],
  ])('%s', async (_form, write) => {
    const { outcome, registered, printed } = await tryCommand(MOFN, {
      key: write(pkcs1(numbers())),
    });
    expect({ outcome, registered }).toEqual(NOTHING);
    expect(printed).toMatch(/registerMofnPubKey failed/);
  });
});

describe('registerMofnPubKey takes no key of another kind', () => {
  it.each([
    ['EC', () => generateKeyPairSync('ec', { namedCurve: 'prime256v1' })],
    ['Ed25519', () => generateKeyPairSync('ed25519')],
    ['RSA for PSS alone', () => generateKeyPairSync('rsa-pss', { modulusLength: 1024 })],
  ])('%s', async (_name, make) => {
    const key = make().privateKey.export({ type: 'pkcs8', format: 'pem' });
    const { outcome, registered, printed } = await tryCommand(MOFN, { key });
    expect({ outcome, registered }).toEqual(NOTHING);
    expect(printed).toMatch(/registerMofnPubKey failed: /);
  });
});

describe('registerQuorumPubKey takes no public key with', () => {
  const token = Buffer.from('a registration');

  it.each(hostileKeys().map((key) => [key.what, key] as const))('%s', async (_name, { spki }) => {
    for (const key of [spki, toPem('PUBLIC KEY', spki), toPem('RSA PUBLIC KEY', pkcs1Of(spki))]) {
      const files = { key, token, signature: new Uint8Array(256).fill(1) };
      const line = 'registerQuorumPubKey CO officer1 token signature key';
      const { outcome, registered, printed } = await tryCommand(line, files);
      expect({ outcome, registered }).toEqual(NOTHING);
      expect(printed).toMatch(/registerQuorumPubKey failed/);
    }
  });

  function pkcs1Of(spki: Uint8Array): Uint8Array {
    const [, bits] = childrenOf(readElement(spki));
    return bits === undefined ? spki : bits.content.subarray(1);
  }
});

it('both take a good one, so that the others are refused for what they are', async () => {
  const good = withExponent(65_537n);
  for (const key of [toPem('RSA PRIVATE KEY', pkcs1(good)), pkcs8(pkcs1(good))]) {
    expect(await tryCommand(MOFN, { key }, makeCluster())).toMatchObject({
      outcome: 'done',
      registered: true,
    });
  }
  const token = Buffer.from('a registration');
  const { privateKey, publicPem } = takeKey('hostile');
  const files = { key: publicPem, token, signature: sign('sha256', token, privateKey) };
  const line = 'registerQuorumPubKey CO officer1 token signature key';
  expect(await tryCommand(line, files, makeCluster())).toMatchObject({
    outcome: 'done',
    registered: true,
  });
});

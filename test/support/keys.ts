/**
 * RSA keys for tests. Making them would take longer than all else that most tests do, so each is made
 * once in a run, where it is first asked for, of primes that are there already, and shared by all test files
 * and workers. With MOFN_SEED=random they are new ones.
 */
import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
  randomUUID,
} from 'node:crypto';
import { existsSync, linkSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { countKeys, makeKeyOfPrimes } from './key-of-primes.ts';

/** The variable that names the folder of this run's keys (global-setup.ts). */
export const KEYS_FOLDER = 'MOFN_TEST_KEYS';

export interface TestKeyOptions {
  /** 2048 without it. */
  readonly bits?: number;
  /** The public exponent; 65537 without it. Signatures under 3 are checked twenty times as fast. */
  readonly exponent?: number;
}

export interface TestKey {
  readonly privateKey: KeyObject;
  readonly publicKey: KeyObject;
  /** The private key in PKCS#8, as PEM. */
  readonly privatePem: string;
  /** The public key in SPKI, as PEM. */
  readonly publicPem: string;
  /** The public key in SPKI, as DER. */
  readonly spki: Buffer;
}

const taken = new Map<string, TestKey>();

/**
 * The key of a name. The same name with the same options is the same key in the whole run; another is
 * another key.
 *
 * @param name small letters, digits and dashes
 * @example
 * const { privateKey, publicPem } = takeKey('officer1');
 * const large = takeKey('officer1', { bits: 3072 });
 */
export function takeKey(
  name: string,
  { bits = 2048, exponent = 65_537 }: TestKeyOptions = {},
): TestKey {
  const fileName = `${name}-${bits}-${exponent}.pem`;
  const key = taken.get(fileName) ?? readOrMake(fileName, bits, exponent);
  taken.set(fileName, key);
  return key;
}

function readOrMake(fileName: string, modulusLength: number, publicExponent: number): TestKey {
  const folder = process.env[KEYS_FOLDER];
  if (folder === undefined) throw new Error(`${KEYS_FOLDER} is not set: run the tests by vitest`);
  const path = join(folder, fileName);
  if (!existsSync(path)) {
    const made = makeKey(folder, modulusLength, publicExponent);
    publish(path, made.export({ type: 'pkcs8', format: 'pem' }).toString());
  }
  const privatePem = readFileSync(path, 'utf8');
  const privateKey = createPrivateKey(privatePem);
  const publicKey = createPublicKey(privateKey);
  return {
    privateKey,
    publicKey,
    privatePem,
    publicPem: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    spki: publicKey.export({ type: 'spki', format: 'der' }),
  };
}

function makeKey(folder: string, modulusLength: number, publicExponent: number): KeyObject {
  const count = process.env['MOFN_SEED'] === 'random' ? 0 : countKeys(modulusLength);
  for (let index = 0; index < count; index++) {
    if (isTaken(join(folder, `${modulusLength}-${index}`))) continue;
    return makeKeyOfPrimes(modulusLength, index, publicExponent);
  }
  return generateKeyPairSync('rsa', { modulusLength, publicExponent }).privateKey;
}

/** Whether another name or worker has taken what this file stands for; if not, it is taken now. */
function isTaken(path: string): boolean {
  try {
    writeFileSync(path, '', { flag: 'wx' });
    return false;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return true;
  }
}

/** Puts the key there whole; where two workers make it at once, the first one's is kept. */
function publish(path: string, pem: string): void {
  const draft = `${path}.${randomUUID()}`;
  writeFileSync(draft, pem, { mode: 0o600 });
  try {
    linkSync(draft, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(draft);
  }
}

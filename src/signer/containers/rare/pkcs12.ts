/**
 * PKCS#12 files (RFC 7292; `.p12`, `.pfx`): node:crypto cannot take a key out of one, so they are taken
 * apart here, modern and legacy.
 */
import { createHmac, timingSafeEqual } from 'node:crypto';
import { readElement } from '../../encodings/der.ts';
import { viewAsBuffer } from '../../view-as-buffer.ts';
import { createKeyOfDer } from '../create-key.ts';
import { decryptKeyInfo } from '../encrypted/encrypted-key.ts';
import {
  decryptUnderPassphrase,
  readPasswordEncryption,
} from '../encrypted/password-encryption.ts';
import { mentionsLegacyScheme } from '../encryption-scheme.ts';
import type { DerPiece, OpenedKey, OpeningTools } from '../key-container.ts';
import type { Refusal } from '../key-refusal.ts';
import { Workload } from '../key-work.ts';
import { derivePkcs12, PURPOSES } from './pkcs12-derivation.ts';
import {
  type KeyBag,
  type Mac,
  type Pkcs12File,
  readKeyBags,
  readPkcs12File,
  type Safe,
  visibleWorks,
} from './pkcs12-file.ts';

const CONTAINER = 'pkcs12';
const WRONG: Refusal = { why: 'wrong-passphrase' };

/** The pass phrase is asked for only where the empty one does not open the file, as openssl does. */
export async function openPkcs12(
  { element: pfx, type }: DerPiece,
  { ask, legacy, workload }: OpeningTools,
): Promise<OpenedKey | Refusal | undefined> {
  if (type !== 'any') return undefined;
  const file = readPkcs12File(pfx);
  if (file === undefined) return { why: 'key-damaged' };
  const tooMuch = workload.refuse(CONTAINER, visibleWorks(file));
  if (tooMuch !== undefined) return tooMuch;
  const opened = await openUnderAny(file, ask, legacy);
  if ('why' in opened) return opened;
  const outdated = mentionsLegacyScheme(pfx.whole);
  if (outdated !== undefined && !legacy) {
    return { why: 'key-not-for-openssl', container: CONTAINER, because: 'encryption' };
  }
  const [key] = opened.keys;
  if (key === undefined) {
    const scheme = outdated ?? 'an unknown encryption';
    return opened.isWhole
      ? { why: 'no-private-key', found: 'other' }
      : { why: 'key-encryption-unsupported', container: CONTAINER, scheme };
  }
  const created = createKeyOfDer(key, 'pkcs8');
  return 'why' in created || outdated === undefined ? created : { ...created, outdated };
}

/** Private keys as PKCS#8, and whether all that might be one could be looked at. */
interface Opened {
  readonly keys: readonly Buffer[];
  readonly isWhole: boolean;
}

async function openUnderAny(
  file: Pkcs12File,
  ask: OpeningTools['ask'],
  legacy: boolean,
): Promise<Opened | Refusal> {
  for (const passphrase of [new Uint8Array(), undefined]) {
    const opened = await open(file, passphrase);
    if (opened !== WRONG) return opened;
  }
  // Of a file without a MAC, OpenSSL believes that the pass phrase is empty, and does not ask.
  return file.mac === undefined && !legacy ? WRONG : open(file, await ask());
}

/** Under one pass phrase; none at all is another one than the empty one. */
async function open(
  { mac, content, safes }: Pkcs12File,
  passphrase: Uint8Array | undefined,
): Promise<Opened | Refusal> {
  if (mac !== undefined && !(await isMacRight(mac, content, passphrase))) return WRONG;
  const keys: Buffer[] = [];
  const refusals: Refusal[] = [];
  // What was visible is counted already; this is for what comes out of safes.
  const hidden = new Workload();
  for (const safe of safes) {
    const bags = await openSafe(safe, passphrase);
    for (const bag of 'why' in bags ? [] : bags) {
      const key = await openBag(bag, passphrase, hidden);
      if ('why' in key) refusals.push(key);
      else keys.push(key);
    }
    if ('why' in bags) refusals.push(bags);
  }
  const tooMuch = refusals.find(({ why }) => why === 'key-work-too-large');
  if (tooMuch !== undefined) return tooMuch;
  const isWrong = refusals.some(({ why }) => why === WRONG.why);
  return keys.length === 0 && isWrong ? WRONG : { keys, isWhole: refusals.length === 0 };
}

async function isMacRight(
  { digest, value, salt, iterations }: Mac,
  content: Uint8Array,
  passphrase: Uint8Array | undefined,
): Promise<boolean> {
  if (digest === undefined) return false;
  const given = { digest, salt, iterations, passphrase };
  const key = await derivePkcs12(PURPOSES.mac, value.length, given);
  const right = createHmac(digest, key).update(content).digest();
  return right.length === value.length && timingSafeEqual(right, value);
}

async function openSafe(
  safe: Safe,
  passphrase: Uint8Array | undefined,
): Promise<readonly KeyBag[] | Refusal> {
  if ('contents' in safe) return readKeyBags(safe.contents);
  const encryption = readPasswordEncryption(safe.algorithm);
  if (encryption === undefined) {
    return { why: 'key-encryption-unsupported', container: CONTAINER, scheme: '' };
  }
  const plain = await decryptUnderPassphrase(encryption, safe.sealed, passphrase);
  const contents = plain && readElement(plain);
  return contents === undefined ? WRONG : readKeyBags(contents);
}

async function openBag(
  { isEncrypted, element }: KeyBag,
  passphrase: Uint8Array | undefined,
  workload: Workload,
): Promise<Buffer | Refusal> {
  if (!isEncrypted) return viewAsBuffer(element.whole);
  return decryptKeyInfo({ element, container: CONTAINER }, async () => passphrase, workload);
}

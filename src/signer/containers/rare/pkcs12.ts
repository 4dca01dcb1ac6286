/**
 * PKCS#12 files (RFC 7292; `.p12`, `.pfx`): node:crypto cannot take a key out of one, so forge opens
 * them, modern and legacy.
 */
import { createPrivateKey } from 'node:crypto';
import forge from 'node-forge';
import { childrenOf, type DerElement } from '../../encodings/der.ts';
import { viewAsBuffer } from '../../view-as-buffer.ts';
import { mentionsLegacyScheme } from '../encryption-scheme.ts';
import type { DerPiece, OpenedKey, OpeningTools } from '../key-container.ts';
import type { Refusal } from '../key-refusal.ts';
import { openKeyBags } from './pkcs12-bags.ts';

/** The pass phrase is asked for only where the empty one does not open the file, as openssl does. */
export async function openPkcs12(
  { element: pfx, type }: DerPiece,
  { ask, legacy }: OpeningTools,
): Promise<OpenedKey | Refusal | undefined> {
  if (type !== 'any') return undefined;
  const outdated = mentionsLegacyScheme(pfx.whole);
  const unlocked = (await open(pfx, '')) ?? (await open(pfx, undefined));
  // Of a file without a MAC, OpenSSL believes that the pass phrase is empty, and does not ask.
  const asks = legacy || hasMac(pfx);
  const opened = unlocked ?? (asks ? await open(pfx, await askForText(ask)) : undefined);
  if (opened === undefined) return { why: 'wrong-passphrase' };
  if (typeof opened === 'string') {
    return { why: 'key-encryption-unsupported', container: 'pkcs12', scheme: opened };
  }
  if (outdated !== undefined && !legacy) {
    return { why: 'key-not-for-openssl', container: 'pkcs12', because: 'encryption' };
  }
  const [key] = opened;
  if (key === undefined) return { why: 'no-private-key', found: 'other' };
  try {
    const created = createPrivateKey({ key, format: 'der', type: 'pkcs8' });
    return outdated === undefined ? { key: created } : { key: created, outdated };
  } catch {
    return { why: 'key-damaged' };
  }
}

async function askForText(ask: OpeningTools['ask']): Promise<string> {
  return Buffer.from(await ask()).toString();
}

function hasMac(pfx: DerElement): boolean {
  return childrenOf(pfx).length > 2;
}

/** The private keys as PKCS#8; the name of a scheme that is out of use; nothing where the pass phrase is wrong. */
type Opened = readonly Buffer[] | string | undefined;

async function open(pfx: DerElement, passphrase: string | undefined): Promise<Opened> {
  const read = (): forge.asn1.Asn1 =>
    forge.asn1.fromDer(viewAsBuffer(pfx.whole).toString('latin1'), false);
  try {
    return collectKeys(read(), passphrase);
  } catch (error) {
    const message = String(error);
    if (passphrase === undefined || message.includes('MAC could not be verified')) return undefined;
    const keys = openWithBytes(read(), passphrase) ?? (await openKeyBags(pfx, passphrase));
    if (keys !== undefined) return keys;
    return /OID|PBE|PRF/.test(message)
      ? (mentionsLegacyScheme(pfx.whole) ?? 'an unknown encryption')
      : undefined;
  }
}

/**
 * The same pass phrase is text for the MAC and for PKCS#12's own encryptions (RFC 7292, B.1), and UTF-8
 * for PBES2; forge has one for both. Where the MAC was right and the rest was not, it is left out and
 * the rest is tried with the bytes.
 */
function openWithBytes(pfx: forge.asn1.Asn1, passphrase: string): readonly Buffer[] | undefined {
  const withoutMac = { ...pfx, value: pfx.value.slice(0, 2) as forge.asn1.Asn1[] };
  try {
    return collectKeys(withoutMac, Buffer.from(passphrase).toString('latin1'));
  } catch {
    return undefined;
  }
}

function collectKeys(pfx: forge.asn1.Asn1, passphrase: string | undefined): readonly Buffer[] {
  return forge.pkcs12
    .pkcs12FromAsn1(pfx, false, passphrase)
    .safeContents.flatMap(({ safeBags }) => safeBags)
    .filter(({ type }) => KEY_BAGS.has(type))
    .flatMap((bag) => encodeKey(bag));
}

const KEY_BAGS: ReadonlySet<string> = new Set([
  forge.pki.oids['keyBag'] ?? '',
  forge.pki.oids['pkcs8ShroudedKeyBag'] ?? '',
]);

function encodeKey(bag: forge.pkcs12.Bag): readonly Buffer[] {
  // A key that is not RSA stays as it stood in the file.
  const info = bag.key
    ? forge.pki.wrapRsaPrivateKey(forge.pki.privateKeyToAsn1(bag.key))
    : bag.asn1;
  return info ? [Buffer.from(forge.asn1.toDer(info).getBytes(), 'latin1')] : [];
}

/**
 * PKCS#12 files (RFC 7292; `.p12`, `.pfx`): node:crypto cannot take a key out of one, so forge opens
 * them, modern and legacy.
 */
import { createPrivateKey } from 'node:crypto';
import forge from 'node-forge';
import type { DerElement } from './der.ts';
import { mentionsLegacyScheme } from './encryption-scheme.ts';
import type { Refusal } from './key-refusal.ts';
import type { OpenedKey } from './private-key.ts';

/**
 * @param ask asked only where the empty pass phrase does not open the file, as openssl does
 * @param options.legacy open what OpenSSL 3 refuses, too
 */
export async function openPkcs12(
  pfx: DerElement,
  ask: () => Promise<Uint8Array>,
  { legacy }: { readonly legacy: boolean },
): Promise<OpenedKey | Refusal> {
  const outdated = mentionsLegacyScheme(pfx.whole);
  const opened = open(pfx, '') ?? open(pfx, undefined) ?? open(pfx, await askForText(ask));
  if (opened === undefined) return { why: 'wrong-passphrase' };
  if (typeof opened === 'string') return { why: 'unsupported', scheme: opened };
  if (outdated !== undefined && !legacy) return { why: 'legacy' };
  const [key] = opened;
  if (key === undefined) return { why: 'no-private-key', shape: 'pkcs12' };
  try {
    const created = createPrivateKey({ key, format: 'der', type: 'pkcs8' });
    return outdated === undefined ? { key: created } : { key: created, outdated };
  } catch {
    return { why: 'damaged' };
  }
}

async function askForText(ask: () => Promise<Uint8Array>): Promise<string> {
  return Buffer.from(await ask()).toString();
}

/** @returns the private keys as PKCS#8; the scheme that forge has not; nothing where the pass phrase is wrong */
function open(
  pfx: DerElement,
  passphrase: string | undefined,
): readonly Buffer[] | string | undefined {
  try {
    const asn1 = forge.asn1.fromDer(pfx.whole.toString('latin1'), false);
    const file = forge.pkcs12.pkcs12FromAsn1(asn1, false, passphrase);
    return file.safeContents
      .flatMap(({ safeBags }) => safeBags)
      .filter(({ type }) => KEY_BAGS.has(type))
      .flatMap((bag) => encodeKey(bag));
  } catch (error) {
    const unsupported = /unsupported[^.]*|Cannot read[^.]*OID[^.]*/i.exec(String(error))?.[0];
    return unsupported === undefined || !/OID|PBE|PRF/.test(String(error))
      ? undefined
      : (mentionsLegacyScheme(pfx.whole) ?? 'a scheme that mofn has not');
  }
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

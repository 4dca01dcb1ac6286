/**
 * Key bags of PKCS#12 (RFC 7292, 4.2) under encryptions that forge has not and OpenSSL has, such as
 * two-key 3DES and Camellia: node:crypto opens each like a PKCS#8 file. They stand in safes that are not
 * encrypted themselves; that the safes with the certificates beside them may be under anything does not
 * matter.
 */
import { createPrivateKey } from 'node:crypto';
import { childrenOf, type DerElement, decodeOid, readElement } from '../../encodings/der.ts';
import { viewAsBuffer } from '../../view-as-buffer.ts';
import { schemeOf } from '../encryption-scheme.ts';

const DATA = '1.2.840.113549.1.7.1';
const KEY_BAG = '1.2.840.113549.1.12.10.1.1';
const SHROUDED_KEY_BAG = '1.2.840.113549.1.12.10.1.2';

/**
 * @param passphrase one for which the file's MAC has been found right
 * @returns the keys as PKCS#8; nothing where there is none that opens
 */
export async function openKeyBags(
  pfx: DerElement,
  passphrase: string,
): Promise<readonly Buffer[] | undefined> {
  const keys: Buffer[] = [];
  for (const safe of readDataSafes(pfx)) {
    for (const bag of childrenOf(safe)) {
      const key = await openBag(bag, Buffer.from(passphrase));
      if (key !== undefined) keys.push(key);
    }
  }
  return keys.length === 0 ? undefined : keys;
}

async function openBag(bag: DerElement, passphrase: Buffer): Promise<Buffer | undefined> {
  const [type, wrapped] = childrenOf(bag);
  const [value] = childrenOf(wrapped);
  if (value === undefined) return undefined;
  switch (decodeOid(type)) {
    case KEY_BAG:
      return viewAsBuffer(value.whole);
    case SHROUDED_KEY_BAG:
      return schemeOf(value).isLegacy
        ? openLegacy(value, passphrase)
        : openCurrent(value, passphrase);
    default:
      return undefined;
  }
}

function openCurrent({ whole }: DerElement, passphrase: Buffer): Buffer | undefined {
  try {
    const key = createPrivateKey({
      key: viewAsBuffer(whole),
      format: 'der',
      type: 'pkcs8',
      passphrase,
    });
    return key.export({ format: 'der', type: 'pkcs8' });
  } catch {
    return undefined;
  }
}

async function openLegacy(value: DerElement, passphrase: Buffer): Promise<Buffer | undefined> {
  const { openLegacyPkcs8 } = await import('./legacy-key.ts');
  const result = await openLegacyPkcs8({ element: value }, { ask: async () => passphrase });
  return 'key' in result ? result.key.export({ format: 'der', type: 'pkcs8' }) : undefined;
}

/** SafeContents of each ContentInfo of type data: AuthenticatedSafe is a sequence of them, in data itself. */
function readDataSafes(pfx: DerElement): readonly DerElement[] {
  return childrenOf(readData(childrenOf(pfx)[1])).flatMap((info) => readData(info) ?? []);
}

/** What a ContentInfo of type data holds. */
function readData(info: DerElement | undefined): DerElement | undefined {
  const [type, wrapped] = childrenOf(info);
  if (decodeOid(type) !== DATA) return undefined;
  const [text] = childrenOf(wrapped);
  return text && readElement(text.content);
}

/**
 * What is of the keys of a page, and not of ours: handles, and what follows from what a key is made of. Only how long
 * it is is compared; a handle is compared with the other handles of its session.
 */

const HANDLE = /0x[0-9a-f]{16}(?![0-9a-f])/g;
/** Members and options with hex or base64. */
const MATERIAL =
  /(?<="(?:check-value|modulus|ec-point|iv|wrapped_key_data|signature)": "|--iv |--data )[0-9A-Za-z+/]{6,}=*/g;
/**
 * Of a private RSA key of 2048 bits (reference/keys.md: 1216 to 1219). Four of its numbers may begin with zero bytes,
 * which DER leaves out: one key in some hundred has fewer than these, and 1214 was met.
 */
const PKCS8_BYTES = /(?<="key-length-bytes": )121\d/g;
/** Data that everybody has signed. */
const NO_MATERIAL = 'YWJjMTIz';

/** @example maskKeys('"check-value": "0x9b94bd"'); // '"check-value": "0x‹6›"' */
export function maskKeys(text: string): string {
  const handles: string[] = [];
  return text
    .replaceAll(HANDLE, (handle) => {
      if (!handles.includes(handle)) handles.push(handle);
      return `‹key ${handles.indexOf(handle) + 1}›`;
    })
    .replaceAll(MATERIAL, (found) => (found === NO_MATERIAL ? found : lengthOf(found)))
    .replaceAll(PKCS8_BYTES, '‹1210 to 1219›');
}

function lengthOf(found: string): string {
  return /^0x[0-9a-f]+$/.test(found) ? `0x‹${found.length - 2}›` : `‹${found.length}›`;
}

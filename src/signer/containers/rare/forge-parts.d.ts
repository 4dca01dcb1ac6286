/**
 * The parts of node-forge that old files need, loaded without the rest, which is ten times as much.
 */

declare module 'node-forge/lib/des.js' {
  import type { rc2 } from 'node-forge';

  /** In CBC; what it makes is used as RC2's is. */
  const part: { createDecryptionCipher(key: string): rc2.cipher };
  // biome-ignore lint/style/noDefaultExport: a CommonJS module is a default export to ESM
  export default part;
}

declare module 'node-forge/lib/rc2.js' {
  import type { rc2 } from 'node-forge';

  const part: typeof rc2;
  // biome-ignore lint/style/noDefaultExport: a CommonJS module is a default export to ESM
  export default part;
}

declare module 'node-forge/lib/util.js' {
  import type { util } from 'node-forge';

  const part: typeof util;
  // biome-ignore lint/style/noDefaultExport: a CommonJS module is a default export to ESM
  export default part;
}

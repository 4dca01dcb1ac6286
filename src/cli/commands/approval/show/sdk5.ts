import type { ShownReading } from '../../../../answers/approval/reading-answer.ts';
import { showSdk5 } from '../../../../answers/approval/show-sdk5.ts';
import { nodeCrypto } from '../../../../node/node-crypto.ts';

/** What a token file of the newer command line says. A start that shows a classic one loads none of this. */
export function showSdk5File(file: string, bytes: Uint8Array): ShownReading {
  return showSdk5(file, bytes, nodeCrypto);
}

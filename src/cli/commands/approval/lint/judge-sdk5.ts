import { judgeTokenFile } from '../../../../answers/lint/judge-sdk5.ts';
import type { Judged, JudgeOptions } from '../../../../answers/lint/judged.ts';
import { nodeCrypto } from '../../../../node/node-crypto.ts';
import type { Context } from '../../../context.ts';

/** Judges a file of the newer command line. A start that judges a classic one loads none of this. */
export function judgeSdk5File(options: JudgeOptions, context: Context): Judged {
  return judgeTokenFile(options, nodeCrypto, Math.floor(context.now() / 1000));
}

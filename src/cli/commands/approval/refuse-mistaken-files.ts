import { resolve } from 'node:path';
import { readFileStart } from '../../../files/read.ts';
import { type FieldText, showText } from '../../../parser/text.ts';
import type { Context } from '../../context.ts';
import { refuseOtherContent } from '../../input/refuse-other-content.ts';
import { refuseTokenFile } from './refuse-token-file.ts';

/** What an approval file is to name. */
export interface NamedFile {
  readonly is: 'token' | 'signature';
  readonly path: FieldText | undefined;
}

/** More than a key, a token or a signature has. */
const LOOKED_AT = 1 << 20;

/**
 * Refuses to name in an approval file what is there and is something else: a key as a signature, say. What
 * is not there yet may still come.
 *
 * @throws Failure `other-content`
 */
export function refuseMistakenFiles(files: readonly NamedFile[], { cwd }: Context): void {
  for (const { is, path } of files) {
    const shown = path === undefined ? '' : showText(path);
    const start = shown === '' ? undefined : readFileStart(resolve(cwd, shown), LOOKED_AT)?.start;
    if (start === undefined) continue;
    if (refuseOtherContent(start, is, shown) === 'sdk5-token') throw refuseTokenFile(shown);
  }
}

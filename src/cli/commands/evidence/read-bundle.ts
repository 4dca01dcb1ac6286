import { join, resolve } from 'node:path';
import { ARCHIVE_LIMITS } from '../../../evidence/archive/write-archive.ts';
import { type OpenBundle, openBundle } from '../../../evidence/bundle/open-bundle.ts';
import { BUNDLE_FILES } from '../../../evidence/piece.ts';
import { isFailure } from '../../../failure.ts';
import { isFolder, isThere } from '../../../files/look.ts';
import { quotePath } from '../../../words/quote-for-shell.ts';
import { CommandFailure } from '../../command-failure.ts';
import type { Context } from '../../context.ts';
import { quoted, readInput } from '../../input/read-file.ts';
import { refuseOtherContent } from '../../input/refuse-other-content.ts';
import { naming } from '../request/read-inputs.ts';

/** Reads a bundle; a failure names its file. */
export async function readBundleInput(path: string, context: Context): Promise<OpenBundle> {
  refuseUnpacked(path, context);
  const bytes = await readInput(path, 'bundle', context, ARCHIVE_LIMITS.bytes);
  return naming(path, context, () => {
    try {
      return openBundle(bytes);
    } catch (error) {
      // What is no archive may be something else that is known by its content.
      if (isFailure(error) && error.code === 'archive-kind') {
        refuseOtherContent(bytes, 'bundle', path);
      }
      throw error;
    }
  });
}

/** A bundle that was unpacked brings with it what checks it, without mofn. */
function refuseUnpacked(path: string, { cwd }: Context): void {
  const folder = resolve(cwd, path);
  if (path === '-' || !isFolder(folder) || !isThere(join(folder, BUNDLE_FILES.recheck))) return;
  throw new CommandFailure(
    'file',
    `the bundle ${quoted(path)} is unpacked, and mofn checks it as the one file that it came as`,
    `"cd ${quotePath(path)} && sh ${BUNDLE_FILES.recheck}" checks what was unpacked, by openssl`,
  );
}

import { ARCHIVE_LIMITS } from '../../../evidence/archive/write-archive.ts';
import { type OpenBundle, openBundle } from '../../../evidence/bundle/open-bundle.ts';
import { isFailure } from '../../../failure.ts';
import type { Context } from '../../context.ts';
import { readInput } from '../../input/read-file.ts';
import { refuseOtherContent } from '../../input/refuse-other-content.ts';
import { naming } from '../request/read-inputs.ts';

/** Reads a bundle; a failure names its file. */
export async function readBundleInput(path: string, context: Context): Promise<OpenBundle> {
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

/** What an operation works on, which whoever approves it can compare by its digest. */
import { createHash } from 'node:crypto';
import { resolve } from 'node:path';
import { findOption } from '../../../ceremony/operation/key-filter.ts';
import type { Operation } from '../../../ceremony/operation/operation.ts';
import type { RequestData } from '../../../ceremony/request/request.ts';
import { isThere } from '../../../files/look.ts';
import { CommandFailure } from '../../command-failure.ts';
import type { Context } from '../../context.ts';
import { readInput } from '../../input/read-file.ts';
import { showWarning } from '../../output/show-failure.ts';

/** Most bytes of what is signed: as much as is read of any file that somebody signs. */
const LARGEST_DATA = 256 * 1024 * 1024;

/**
 * Reads the data that a signature is asked for: those of `--data`, else those that the operation names.
 *
 * @param file of the data, where they are not where the operation has them
 * @returns nothing where the operation is no signature; of one whose data are not at hand, with a warning
 * @throws Failure of kind `file`; of kind `usage` where data are named, and the operation takes none
 */
export async function readData(
  { op, arguments: values }: Operation,
  file: string | undefined,
  { quiet }: { readonly quiet: boolean },
  context: Context,
): Promise<RequestData | undefined> {
  if (op !== 'sign') {
    if (file === undefined) return undefined;
    throw new CommandFailure(
      'usage',
      '--data is of what a key is to sign, and the operation signs nothing',
    );
  }
  const { options = '' } = values;
  const [encoded] = findOption(options, 'data') ?? [];
  const bytes = file === undefined ? decode(encoded) : undefined;
  if (bytes !== undefined) return describe(bytes);
  const [named] = findOption(options, 'data-path') ?? [];
  const path = file ?? named;
  if (file === undefined && (path === undefined || !isThere(resolve(context.cwd, path)))) {
    if (!quiet) {
      showWarning(
        'the request does not say which data: they are not at hand, so that whoever approves it sees nothing of them; --data FILE names them',
        context,
      );
    }
    return undefined;
  }
  return describe(await readInput(path ?? '', 'data', context, LARGEST_DATA));
}

function describe(bytes: Uint8Array): RequestData {
  return { digest: createHash('sha256').update(bytes).digest('hex'), bytes: bytes.length };
}

/** @returns nothing where it is no base64 */
function decode(encoded: string | undefined): Uint8Array | undefined {
  if (encoded === undefined) return undefined;
  const bytes = Buffer.from(encoded, 'base64');
  return bytes.toString('base64') === encoded ? bytes : undefined;
}

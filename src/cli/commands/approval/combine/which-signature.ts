import { isFailure } from '../../../../failure.ts';
import { quotePath } from '../../../../words/quote-for-shell.ts';
import { CommandFailure } from '../../../command-failure.ts';

/**
 * Where one officer has two signatures, says how to find out which of them is right.
 *
 * @param token that the signatures are over
 * @param roster the folder with the officers' public keys, where one was named
 */
export async function tellingWhich<Result>(
  token: string,
  roster: string | undefined,
  combine: () => Result,
): Promise<Result> {
  try {
    return combine();
  } catch (error) {
    if (!isFailure(error) || error.code !== 'combine-signatures-differ') throw error;
    if (roster === undefined) throw error;
    const { describeFailure } = await import('../../../../words/failures/index.ts');
    const { message, hint } = describeFailure(error);
    const [, { file }] = error.values.places;
    const command = `mofn verify ${quotePath(token)} --signature ${quotePath(file)} --key ${quotePath(roster)}`;
    const told = `${hint}; "${command}" tells of the second`;
    throw new CommandFailure(error.kind, message, told, { cause: error });
  }
}

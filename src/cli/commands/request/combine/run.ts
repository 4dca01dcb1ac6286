import { combineEnvelopes } from '../../../../ceremony/dsse/combine-envelopes.ts';
import { readRequest } from '../../../../ceremony/request/statement.ts';
import { isFailure } from '../../../../failure.ts';
import { countNoun } from '../../../../words/count-noun.ts';
import type { ArgumentsOf } from '../../../command.ts';
import type { Context } from '../../../context.ts';
import { EXIT_CODES } from '../../../exit-codes.ts';
import { planOutputs } from '../../../output/plan-outputs.ts';
import { writeResult } from '../../../output/write-file.ts';
import { naming, readRequestInput } from '../read-inputs.ts';
import type { requestCombine } from './definition.ts';

export { requestCombine as definition } from './definition.ts';

export async function run(
  args: ArgumentsOf<typeof requestCombine>,
  context: Context,
): Promise<number> {
  const { requests, out, force, quiet } = args;
  const used = requests.map((path) => ({ what: 'request', path }));
  const outputs = planOutputs([{ what: 'request', path: out }], { force, used }, context);
  const files: Uint8Array[] = [];
  for (const path of requests) {
    files.push(await readRequestInput(path, context, requireRequest));
  }
  const combined = await namingWhich(requests, context, () => combineEnvelopes(files));
  const place = outputs.placeOf(out);
  await writeResult(out, combined, 'request', context, { force, place });
  if (!quiet) {
    const { signatures } = readRequest(combined);
    context.stderr.printLine(countNoun(signatures.length, 'signature'));
  }
  return EXIT_CODES.done.code;
}

/** @returns the bytes, of which it is sure that they are a request */
function requireRequest(bytes: Uint8Array): Uint8Array {
  readRequest(bytes);
  return bytes;
}

/** A file that does not belong to the first is known by its number; people know it by its name. */
async function namingWhich<Result>(
  paths: readonly string[],
  context: Context,
  combine: () => Result,
): Promise<Result> {
  try {
    return combine();
  } catch (error) {
    const at = isFailure(error) && 'envelope' in error.values ? error.values.envelope : undefined;
    const path = typeof at === 'number' ? paths[at - 1] : undefined;
    if (path === undefined) throw error;
    return naming(path, context, () => {
      throw error;
    });
  }
}

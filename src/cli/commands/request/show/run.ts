import {
  encodeShownRequest,
  readRequestOrDraft,
} from '../../../../answers/request/encode-shown.ts';
import type { EnvelopeSignature } from '../../../../ceremony/dsse/envelope.ts';
import { describeRequest, describeSignatureHint } from '../../../../words/request.ts';
import type { ArgumentsOf } from '../../../command.ts';
import type { Context } from '../../../context.ts';
import { EXIT_CODES } from '../../../exit-codes.ts';
import { foldLines } from '../../../output/fold-lines.ts';
import { readRequestInput } from '../read-inputs.ts';
import type { RequestShowAnswer } from './answer.ts';
import type { requestShow } from './definition.ts';

export { requestShow as definition } from './definition.ts';

export async function run(
  args: ArgumentsOf<typeof requestShow>,
  context: Context,
): Promise<number> {
  const shown = await readRequestInput(args.request, context, readRequestOrDraft);
  const { request, signatures } = shown;
  if (args.json) {
    const answer: RequestShowAnswer = encodeShownRequest(args.request, shown);
    context.stdout.printJson(answer);
    return EXIT_CODES.done.code;
  }
  context.stdout.printLines([
    ...describeRequest(request),
    ...('token' in request
      ? listHints(signatures)
      : ['draft      for no token yet: nobody signs it']),
  ]);
  return EXIT_CODES.done.code;
}

function listHints(signatures: readonly EnvelopeSignature[]): readonly string[] {
  if (signatures.length === 0) return ['signed     by nobody yet'];
  return foldLines(signatures, ({ keyId }) => [`signed     ${describeSignatureHint(keyId)}`]);
}

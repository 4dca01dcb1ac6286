import type { EnvelopeSignature } from '../../../../ceremony/dsse/envelope.ts';
import { looksLikeDraft, readDraft } from '../../../../ceremony/request/draft.ts';
import type { BoundRequest, RequestTerms } from '../../../../ceremony/request/request.ts';
import { readRequest } from '../../../../ceremony/request/statement.ts';
import { describeRequest, describeSignatureHint } from '../../../../words/request.ts';
import type { ArgumentsOf } from '../../../command.ts';
import type { Context } from '../../../context.ts';
import { EXIT_CODES } from '../../../exit-codes.ts';
import { foldLines } from '../../../output/fold-lines.ts';
import { encodeRequest } from '../encode-request.ts';
import { readRequestInput } from '../read-inputs.ts';
import type { RequestShowAnswer } from './answer.ts';
import type { requestShow } from './definition.ts';

export async function run(
  args: ArgumentsOf<typeof requestShow>,
  context: Context,
): Promise<number> {
  const { request, signatures } = await readRequestInput(args.request, context, readEither);
  if (args.json) {
    const answer: RequestShowAnswer = {
      schemaVersion: 1,
      file: args.request,
      request: encodeRequest(request),
      signatures: signatures.map(({ keyId }) => ({ keyid: keyId === '' ? null : keyId })),
    };
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

interface Either {
  readonly request: RequestTerms | BoundRequest;
  readonly signatures: readonly EnvelopeSignature[];
}

function readEither(bytes: Uint8Array): Either {
  return looksLikeDraft(bytes) ? { request: readDraft(bytes), signatures: [] } : readRequest(bytes);
}

function listHints(signatures: readonly EnvelopeSignature[]): readonly string[] {
  if (signatures.length === 0) return ['signed     by nobody yet'];
  return foldLines(signatures, ({ keyId }) => [`signed     ${describeSignatureHint(keyId)}`]);
}

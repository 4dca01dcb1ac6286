import { readDraft } from '../../../../ceremony/request/draft.ts';
import { bindDraft, readOwner } from '../../../../ceremony/request/make-request.ts';
import type { ArgumentsOf } from '../../../command.ts';
import type { Context } from '../../../context.ts';
import { EXIT_CODES } from '../../../exit-codes.ts';
import { planOutputs } from '../../../output/plan-outputs.ts';
import { naming, readRequestInput, readTokenInput, subjectOf } from '../read-inputs.ts';
import { readEnd } from '../read-time.ts';
import { writeRequest } from '../write-request.ts';
import type { requestBind } from './definition.ts';

export { requestBind as definition } from './definition.ts';

export async function run(
  args: ArgumentsOf<typeof requestBind>,
  context: Context,
): Promise<number> {
  const { draft: path, out, force, quiet } = args;
  const used = [
    { what: 'draft', path },
    { what: 'token', path: args.token },
  ];
  const outputs = planOutputs([{ what: 'request', path: out }], { force, used }, context);
  const now = Math.floor(context.now() / 1000);
  const draft = await readRequestInput(path, context, readDraft);
  const expires = args.expires === undefined ? draft.expires : readEnd(args.expires, now);
  const token = await readTokenInput(args.token, context);
  await naming(args.token, context, () => readOwner(token.records));
  const request = await naming(path, context, () =>
    bindDraft({ ...draft, expires }, subjectOf(args.token, token), token.records, now),
  );
  await writeRequest(request, { out, force, quiet, outputs }, context);
  return EXIT_CODES.done.code;
}

import { readDraft, writeDraft } from '../../../../ceremony/request/draft.ts';
import { makeTerms, readOwner } from '../../../../ceremony/request/make-request.ts';
import { Failure } from '../../../../failure.ts';
import { findServiceByWord } from '../../../../token/service.ts';
import { describeRequest } from '../../../../words/request.ts';
import type { ArgumentsOf } from '../../../command.ts';
import type { Context } from '../../../context.ts';
import { EXIT_CODES } from '../../../exit-codes.ts';
import { readPolicyInput } from '../../../input/read-policy.ts';
import { planOutputs } from '../../../output/plan-outputs.ts';
import { writeResult } from '../../../output/write-file.ts';
import { readData } from '../read-data.ts';
import { naming, readTokenInput, subjectOf } from '../read-inputs.ts';
import { readEnd } from '../read-time.ts';
import { writeRequest } from '../write-request.ts';
import type { requestNew } from './definition.ts';

export { requestNew as definition } from './definition.ts';

export async function run(args: ArgumentsOf<typeof requestNew>, context: Context): Promise<number> {
  const { token: path, out, force, quiet, reason, ticket } = args;
  const used = [
    { what: 'token', path },
    { what: 'policy', path: args.policy },
    { what: 'data', path: args.data },
  ];
  const outputs = planOutputs([{ what: 'request', path: out }], { force, used }, context);
  const made = Math.floor(context.now() / 1000);
  const expires = args.expires === undefined ? undefined : readEnd(args.expires, made);
  const policy =
    args.policy === undefined ? undefined : (await readPolicyInput(args.policy, context)).digest;
  const given = { operation: args.operation, reason, ticket, made, expires, policy };
  if (path !== undefined) {
    const token = await readTokenInput(path, context);
    const owner = await naming(path, context, () => readOwner(token.records));
    const terms = makeTerms({ ...given, ...owner });
    const data = await readData(terms.operation, args.data, args, context);
    const request = {
      ...terms,
      ...(data !== undefined && { data }),
      token: subjectOf(path, token),
    };
    await writeRequest(request, { out, force, quiet, outputs }, context);
    return EXIT_CODES.done.code;
  }
  const { requester = '' } = args;
  const service = readService(args.service ?? '');
  const terms = makeTerms({ ...given, requester, service });
  const data = await readData(terms.operation, args.data, args, context);
  const draft = { ...terms, ...(data !== undefined && { data }) };
  const place = outputs.placeOf(out);
  const bytes = writeDraft(draft);
  readDraft(bytes);
  await writeResult(out, bytes, 'draft', context, { force, place });
  if (!quiet) for (const line of describeRequest(draft)) context.stderr.printLine(line);
  return EXIT_CODES.done.code;
}

/** @throws Failure `request-service` */
function readService(word: string): number {
  const service = findServiceByWord(word);
  if (service === undefined) throw new Failure('request-service', { service: word });
  return service.number;
}

import { writeEnvelope } from '../../../ceremony/dsse/write-envelope.ts';
import type { BoundRequest } from '../../../ceremony/request/request.ts';
import {
  makeStatement,
  readRequest,
  STATEMENT_PAYLOAD_TYPE,
} from '../../../ceremony/request/statement.ts';
import { describeRequest } from '../../../words/request.ts';
import type { Context } from '../../context.ts';
import type { Outputs } from '../../output/plan-outputs.ts';
import { writeResult } from '../../output/write-file.ts';

/** Where a request goes. */
export interface RequestOutput {
  readonly out: string | undefined;
  readonly force: boolean;
  readonly quiet: boolean;
  readonly outputs: Outputs;
}

/** Writes a request that nobody has signed yet, and says what it says. */
export async function writeRequest(
  request: BoundRequest,
  { out, force, quiet, outputs }: RequestOutput,
  context: Context,
): Promise<void> {
  const payload = makeStatement(request);
  const bytes = writeEnvelope({ payloadType: STATEMENT_PAYLOAD_TYPE, payload, signatures: [] });
  // What is made is read first: nobody is to sign, later, what nobody can read.
  readRequest(bytes);
  await writeResult(out, bytes, 'request', context, { force, place: outputs.placeOf(out) });
  if (!quiet) for (const line of describeRequest(request)) context.stderr.printLine(line);
}

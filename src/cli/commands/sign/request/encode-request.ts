import { uint8ArrayToBase64 } from 'uint8array-extras';
import { describeOperation } from '../../../../ceremony/operation/format-operation.ts';
import type { Signed } from '../answer.ts';
import type { RequestWork } from './sign-request.ts';

/** What `--json` says of a request that was signed with a token. */
export function encodeRequest({
  prepared,
  signature,
  wasSigned,
}: RequestWork): NonNullable<Signed['request']> {
  const { task, signed } = prepared;
  return {
    file: task.input,
    signed: task.output,
    operation: describeOperation(signed.request.operation),
    requester: signed.request.requester,
    signatureBase64: uint8ArrayToBase64(signature),
    wasSigned,
  };
}

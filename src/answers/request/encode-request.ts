import { formatOperation } from '../../ceremony/operation/format-operation.ts';
import type { BoundRequest, RequestTerms } from '../../ceremony/request/request.ts';
import { findService } from '../../token/service.ts';
import { formatIsoTime } from '../../words/iso-time.ts';
import type { RequestTermsAnswer } from './request-answer.ts';

/** A request, or a draft, as the answers have it. */
export function encodeRequest(request: RequestTerms | BoundRequest): RequestTermsAnswer {
  const { operation, service, expires } = request;
  const token = 'token' in request ? request.token : undefined;
  return {
    operation: {
      name: operation.op,
      arguments: operation.arguments,
      classic: formatOperation(operation, 'classic') ?? null,
      sdk5: formatOperation(operation, 'sdk5') ?? '',
    },
    requester: request.requester,
    service,
    serviceName: findService(service)?.name ?? '',
    reason: request.reason ?? null,
    ticket: request.ticket ?? null,
    made: formatIsoTime(request.made) ?? '',
    expires: expires === undefined ? null : formatIsoTime(expires),
    policy: request.policy ?? null,
    ...(request.key !== undefined && { key: request.key }),
    ...(request.data !== undefined && {
      data: { sha256: request.data.digest, bytes: request.data.bytes },
    }),
    token: token === undefined ? null : { name: token.name, sha256: token.digest },
  };
}

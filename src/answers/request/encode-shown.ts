import type { EnvelopeSignature } from '../../ceremony/dsse/envelope.ts';
import { looksLikeDraft, readDraft } from '../../ceremony/request/draft.ts';
import type { BoundRequest, RequestTerms } from '../../ceremony/request/request.ts';
import { readRequest } from '../../ceremony/request/statement.ts';
import { encodeRequest } from './encode-request.ts';
import type { RequestShown } from './request-answer.ts';

/** A request with its signatures, or a draft, which has none. */
export interface RequestOrDraft {
  readonly request: RequestTerms | BoundRequest;
  readonly signatures: readonly EnvelopeSignature[];
}

/** @throws Failure as `readDraft` and `readRequest` */
export function readRequestOrDraft(bytes: Uint8Array): RequestOrDraft {
  return looksLikeDraft(bytes) ? { request: readDraft(bytes), signatures: [] } : readRequest(bytes);
}

/** What `mofn request show --json` answers. */
export function encodeShownRequest(
  file: string,
  { request, signatures }: RequestOrDraft,
): RequestShown {
  return {
    schemaVersion: 1,
    file,
    request: encodeRequest(request),
    signatures: signatures.map(({ keyId }) => ({ keyid: keyId === '' ? null : keyId })),
  };
}

/**
 * The wire format of a request: an in-toto Statement, version 1 (in-toto/attestation, spec/v1/statement.md), whose
 * predicate is ours. docs/request.schema.json describes it.
 */

import { Failure } from '../../failure.ts';
import { encodeJson } from '../../printable.ts';
import type { JsonValue } from '../../token/json/json-document.ts';
import { encodePae } from '../dsse/pae.ts';
import { readEnvelope } from '../dsse/read-envelope.ts';
import { looksLikeDraft } from './draft.ts';
import { openMembers, readDigest, readRootObject, readText, wrong } from './members.ts';
import { encodePredicate, readPredicate } from './predicate.ts';
import type { BoundRequest, RequestSubject, SignedRequest } from './request.ts';

/** DSSE's type of a payload that is a Statement. */
export const STATEMENT_PAYLOAD_TYPE = 'application/vnd.in-toto+json';

/** What says that a JSON object is a Statement. */
const STATEMENT_TYPE = 'https://in-toto.io/Statement/v1';

/** What says that a Statement is a request. */
const REQUEST_PREDICATE_TYPE = 'urn:mofn:request:v1';

/**
 * Reads a request. Whoever signed it, and whether it is still good, is not looked at.
 *
 * @param bytes the envelope's file
 * @throws Failure of kind `file`: `envelope-…` where it is no envelope, `request-…` where that is around no request,
 *   or around one of which not all would be shown
 * @example
 * readRequest(readFileSync('request.json')).request.operation.op; // 'createUser'
 */
export function readRequest(bytes: Uint8Array): SignedRequest {
  if (looksLikeDraft(bytes)) throw new Failure('request-draft', {});
  const { payloadType, payload, signatures } = readEnvelope(bytes);
  if (payloadType !== STATEMENT_PAYLOAD_TYPE) {
    throw new Failure('request-payload-type', {
      found: payloadType,
      expected: STATEMENT_PAYLOAD_TYPE,
    });
  }
  const request = readStatement(payload);
  return { request, payload, signedBytes: encodePae(payloadType, payload), signatures };
}

function readStatement(payload: Uint8Array): BoundRequest {
  const root = readRootObject(payload);
  const known = ['_type', 'subject', 'predicateType', 'predicate'];
  const predicateType = root.members.find(({ name }) => name === 'predicateType')?.value;
  // Said first: of another's Statement the first difference would be something that is all right there.
  if (predicateType?.kind === 'string' && predicateType.value !== REQUEST_PREDICATE_TYPE) {
    const found = predicateType.value;
    throw new Failure('request-predicate-type', { found, expected: REQUEST_PREDICATE_TYPE });
  }
  const members = openMembers(root, '', known);
  if (readText(members, '_type') !== STATEMENT_TYPE) throw wrong('_type', 'statement-type');
  readText(members, 'predicateType');
  return {
    ...readPredicate(members.byName.get('predicate'), 'predicate'),
    token: readSubject(members.byName.get('subject')),
  };
}

/** One, and one digest of it: a signature is for one token. */
function readSubject(value: JsonValue | undefined): RequestSubject {
  if (value === undefined) throw wrong('subject', 'missing');
  const [subject, ...others] = value.kind === 'array' ? value.items : [];
  if (subject === undefined || others.length > 0) throw wrong('subject', 'one-item');
  const members = openMembers(subject, 'subject[0]', ['name', 'digest']);
  const digest = openMembers(members.byName.get('digest'), 'subject[0].digest', ['sha256']);
  return { name: readText(members, 'name'), digest: readDigest(digest, 'sha256') };
}

/**
 * The bytes of a Statement, which are what is signed. Characters that are not shown are escaped in it.
 *
 * @example
 * const payload = makeStatement(request);
 * writeEnvelope({ payloadType: STATEMENT_PAYLOAD_TYPE, payload, signatures: [] });
 */
export function makeStatement(request: BoundRequest): Uint8Array {
  const { name, digest } = request.token;
  const statement = {
    _type: STATEMENT_TYPE,
    subject: [{ name, digest: { sha256: digest } }],
    predicateType: REQUEST_PREDICATE_TYPE,
    predicate: encodePredicate(request),
  };
  return new TextEncoder().encode(encodeJson(statement));
}

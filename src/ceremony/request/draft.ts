/**
 * Drafts: what is going to be asked for, before there is a token. No Statement, and nothing that anybody signs.
 */
import { Failure } from '../../failure.ts';
import { decodeLatin1 } from '../../latin1.ts';
import { encodeJson } from '../../printable.ts';
import { findMember } from '../../token/json/json-document.ts';
import { openMembers, readRootObject, readText } from './members.ts';
import { encodePredicate, readPredicate } from './predicate.ts';
import type { RequestTerms } from './request.ts';

/** What says that a JSON object is a draft. */
const DRAFT_TYPE = 'urn:mofn:request-draft:v1';

/** Bytes in which that is looked for: it stands first. */
const LOOKED_AT = 4096;

/**
 * Writes a draft.
 *
 * @example
 * readDraft(writeDraft(terms)).requester; // 'officer1'
 */
export function writeDraft(terms: RequestTerms): Uint8Array {
  const draft = { draftType: DRAFT_TYPE, predicate: encodePredicate(terms) };
  return new TextEncoder().encode(`${encodeJson(draft, 2)}\n`);
}

/**
 * Reads a draft.
 *
 * @param bytes the whole file
 * @throws Failure `request-json`, `request-member`, `request-no-draft` where it is none; `request-bound` where it is a
 *   request already
 * @example
 * readDraft(readFileSync('draft.json')).requester; // 'officer1'
 */
export function readDraft(bytes: Uint8Array): RequestTerms {
  const root = readRootObject(bytes);
  if (findMember(root, 'payloadType') !== undefined) throw new Failure('request-bound', {});
  if (!looksLikeDraft(bytes)) throw new Failure('request-no-draft', {});
  const members = openMembers(root, '', ['draftType', 'predicate']);
  if (readText(members, 'draftType') !== DRAFT_TYPE) throw new Failure('request-no-draft', {});
  return readPredicate(members.byName.get('predicate'), 'predicate');
}

/** Whether a file, which need not be sound, is meant to be a draft. */
export function looksLikeDraft(bytes: Uint8Array): boolean {
  return decodeLatin1(bytes.subarray(0, LOOKED_AT)).includes(`"${DRAFT_TYPE}"`);
}

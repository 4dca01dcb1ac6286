/** Failures of ceremony/request/: what is no request, and what cannot become one. */
import type { JsonProblem } from './json-problem.ts';
import type { KindsOf } from './kind.ts';
import type { OperationProblem } from './operation-problem.ts';

/** A `member` is as `predicate.service.number`. Times are in seconds since 1970. */
export interface RequestFailures {
  /** What the envelope is around is of another type than a Statement. */
  'request-payload-type': { readonly found: string; readonly expected: string };
  /** The payload, or the draft, is no JSON that everybody reads alike. */
  'request-json': { readonly problem: JsonProblem };
  /** It is a Statement about something else. */
  'request-predicate-type': { readonly found: string; readonly expected: string };
  /** A member is missing, or is not what it must be. */
  'request-member': { readonly member: string; readonly problem: RequestMemberProblem };
  /** A draft stands where a request is needed, which is for one token. */
  'request-draft': object;
  /** A request, which is for one token already, stands where a draft is needed. */
  'request-bound': object;
  /** JSON that is no draft. */
  'request-no-draft': object;
  /** The words for the operation are none. */
  'request-operation': { readonly problem: OperationProblem };
  /** The operation cannot be written so that it is read again as the same. */
  'request-operation-unwritable': object;
  /** A token of the service does not let the operation through; `expected` is the service that does. */
  'request-not-covered': {
    readonly operation: string;
    readonly service: number;
    readonly expected: number;
  };
  /** No document knows the service. */
  'request-service': { readonly service: string };
  /** What people say is empty, too long, or no Unicode. */
  'request-text': {
    readonly member: 'reason' | 'ticket';
    readonly problem: RequestMemberProblem;
    readonly most: number;
  };
  /** It is no user name. */
  'request-user': { readonly name: string };
  /** The records of the token are of several users, services or keys. */
  'request-mixed-token': {
    readonly users: readonly string[];
    readonly services: readonly number[];
    readonly keys: readonly string[];
  };
  /** The draft is of another user than the token. */
  'request-other-user': { readonly expected: string; readonly found: string };
  /** The draft is for another service than the token. */
  'request-other-service': { readonly expected: number; readonly found: number };
  /** The token is for another key than the operation names; each as `0x…`. */
  'request-other-key': { readonly expected: string; readonly found: string };
  /** It would be expired when it is made. */
  'request-expired': { readonly expires: number; readonly now: number };
}

/** What is the matter with a member of a request. */
export type RequestMemberProblem =
  | 'missing'
  /** no request has such a member: what is signed is to be shown, all of it */
  | 'unknown'
  | 'text'
  | 'object'
  /** it must be a list of one */
  | 'one-item'
  | 'number'
  | 'empty'
  | 'too-long'
  | 'not-unicode'
  /** 64 hexadecimal digits, small letters */
  | 'digest'
  /** as `2026-11-29T08:00:00Z` */
  | 'time'
  /** as an HSM writes it, in small letters */
  | 'user-name'
  | 'service'
  /** the name is not that of the number */
  | 'service-name'
  | 'operation'
  /** no value that this argument can have */
  | 'argument'
  /** the words are not what name and arguments say */
  | 'words'
  /** of a Statement of another version */
  | 'key-reference'
  | 'statement-type';

export const requestFailureKinds = (): KindsOf<RequestFailures> => ({
  'request-payload-type': 'file',
  'request-json': 'file',
  'request-predicate-type': 'file',
  'request-member': 'file',
  'request-draft': 'file',
  'request-bound': 'file',
  'request-no-draft': 'file',
  'request-operation': 'usage',
  'request-operation-unwritable': 'usage',
  'request-not-covered': 'usage',
  'request-service': 'usage',
  'request-text': 'usage',
  'request-user': 'usage',
  'request-mixed-token': 'file',
  'request-other-user': 'file',
  'request-other-service': 'file',
  'request-other-key': 'file',
  'request-expired': 'usage',
});

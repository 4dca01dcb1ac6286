import type { Span } from '../diagnostic.ts';
import type { JsonExpected } from './sdk5-diagnostic.ts';

/** Why bytes are no JSON that everybody reads alike. */
export type JsonProblem =
  | { readonly code: 'too-large'; readonly bytes: number; readonly most: number }
  /** the first byte that no UTF-8 has there */
  | { readonly code: 'not-utf8'; readonly span: Span }
  | { readonly code: 'too-deep'; readonly most: number; readonly span: Span }
  | { readonly code: 'syntax'; readonly expected: JsonExpected; readonly span: Span }
  /** the second of two members of one name; programs differ in which of them they take */
  | { readonly code: 'duplicate-member'; readonly name: string; readonly span: Span }
  /** `__proto__`, which some programs take for something else than a member */
  | { readonly code: 'proto-member'; readonly name: string; readonly span: Span };

/** Failures of audit/log: what calls itself JSON and is no log. */
import type { KindsOf } from './kind.ts';

export interface AuditLogFailures {
  /** `event` is how many events were read before it, or are being read. */
  'log-json': {
    readonly stream: string;
    readonly event: number;
    readonly problem: LogJsonProblem;
  };
}

export type LogJsonProblem =
  | { readonly code: 'syntax' }
  | { readonly code: 'cut-short' }
  /** two readers would read it in two ways */
  | { readonly code: 'key-twice'; readonly key: string }
  | { readonly code: 'proto-key' }
  /** a string, or blanks, longer than any log has */
  | { readonly code: 'too-long' }
  /** nested deeper than any log is, or with more keys */
  | { readonly code: 'too-deep' }
  /** nowhere is there an array `events` */
  | { readonly code: 'no-events' };

export const auditLogFailureKinds = (): KindsOf<AuditLogFailures> => ({ 'log-json': 'file' });

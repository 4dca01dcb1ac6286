/** Failures of content/: a file is something else than what is needed. */
import type { ContentKind } from './content-kind.ts';
import type { KindsOf } from './kind.ts';

export interface ContentFailures {
  /** `wanted` is what the file should be; `path` is as it was given, null for standard input. */
  'other-content': {
    readonly wanted: WantedContent;
    readonly path: string | null;
    readonly found: ContentKind;
  };
}

/** What a file is taken for. */
export type WantedContent =
  | 'approval'
  /** an approval file of either kind */
  | 'approvals'
  | 'token'
  | 'signature'
  | 'request'
  | 'message'
  | 'seed'
  | 'dump'
  | 'configuration'
  | 'policy'
  /** of a ceremony */
  | 'script'
  | 'bundle';

export const contentFailureKinds = (): KindsOf<ContentFailures> => ({ 'other-content': 'file' });

import type { ContentKind } from '../failure-codes/content-kind.ts';

/** What may be an approval file, or one with all its keys misspelt. */
const PERHAPS_APPROVAL: readonly ContentKind[] = ['approval', 'utf-16-approval', 'text', 'empty'];

/** Whether what a file is leaves no doubt that it is no approval file. */
export function isOtherThanApproval(kind: ContentKind): boolean {
  return !PERHAPS_APPROVAL.includes(kind);
}

import type { Answer } from '../../answer-parts.ts';
import { APPROVAL_LINT_ANSWERS } from '../../approval/lint/answer.ts';

/** The same members as of an approval file, so that one reader does for both. */
export const CEREMONY_LINT_ANSWERS: readonly Answer[] = APPROVAL_LINT_ANSWERS;

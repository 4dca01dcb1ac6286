import type { Answer } from './answer-parts.ts';
import { APPROVAL_LINT_ANSWERS } from './approval/lint/answer.ts';
import { APPROVAL_SHOW_ANSWERS } from './approval/show/answer.ts';
import { APPROVAL_STATUS_ANSWERS } from './approval/status/answer.ts';
import { AUDIT_ANSWERS } from './audit/answer.ts';
import { CEREMONY_LINT_ANSWERS } from './ceremony/lint/answer.ts';
import { CEREMONY_RUN_ANSWERS } from './ceremony/run/answer.ts';
import { CEREMONY_STATUS_ANSWERS } from './ceremony/status/answer.ts';
import { DIGEST_COMPARE_ANSWERS } from './digest/compare/answer.ts';
import { DIGEST_WORDS_ANSWERS } from './digest/words/answer.ts';
import { EVIDENCE_MAKE_ANSWERS } from './evidence/make/answer.ts';
import { EVIDENCE_VERIFY_ANSWERS } from './evidence/verify/answer.ts';
import { HSM_CLOCK_ANSWERS } from './hsm/clock/answer.ts';
import { HSM_DOCTOR_ANSWERS } from './hsm/doctor/answer.ts';
import { HSM_EXPLAIN_ANSWERS } from './hsm/explain/answer.ts';
import { HSM_FAULT_ANSWERS } from './hsm/fault/answer.ts';
import { HSM_LOG_ANSWERS } from './hsm/log/answer.ts';
import { HSM_LOG_VERIFY_ANSWERS } from './hsm/log-verify/answer.ts';
import { HSM_SHOW_ANSWERS } from './hsm/show/answer.ts';
import { KEY_NEW_ANSWERS, KEY_REGISTER_TOKEN_ANSWERS, KEY_SHOW_ANSWERS } from './key/answer.ts';
import { POLICY_CHECK_ANSWERS } from './policy/check/answer.ts';
import { POLICY_LINT_ANSWERS } from './policy/lint/answer.ts';
import { POLICY_VERIFY_ANSWERS } from './policy/verify/answer.ts';
import { REQUEST_SHOW_ANSWERS } from './request/show/answer.ts';
import { REQUEST_VERIFY_ANSWERS } from './request/verify/answer.ts';
import { SIGN_ANSWERS } from './sign/answer.ts';
import { TOKEN_SHOW_ANSWERS } from './token/show/answer.ts';
import { VERIFY_ANSWERS } from './verify/answer.ts';

/**
 * What each command with --json answers, by the words that name it. For the docs and the tests: no
 * command loads it.
 */
export const ANSWERS: Readonly<Record<string, readonly Answer[]>> = {
  sign: SIGN_ANSWERS,
  verify: VERIFY_ANSWERS,
  'token show': TOKEN_SHOW_ANSWERS,
  'digest words': DIGEST_WORDS_ANSWERS,
  'digest compare': DIGEST_COMPARE_ANSWERS,
  'request show': REQUEST_SHOW_ANSWERS,
  'request verify': REQUEST_VERIFY_ANSWERS,
  'approval show': APPROVAL_SHOW_ANSWERS,
  'approval lint': APPROVAL_LINT_ANSWERS,
  'approval status': APPROVAL_STATUS_ANSWERS,
  'policy lint': POLICY_LINT_ANSWERS,
  'policy check': POLICY_CHECK_ANSWERS,
  'policy verify': POLICY_VERIFY_ANSWERS,
  'ceremony lint': CEREMONY_LINT_ANSWERS,
  'ceremony run': CEREMONY_RUN_ANSWERS,
  'ceremony status': CEREMONY_STATUS_ANSWERS,
  'evidence make': EVIDENCE_MAKE_ANSWERS,
  'evidence verify': EVIDENCE_VERIFY_ANSWERS,
  audit: AUDIT_ANSWERS,
  'key new': KEY_NEW_ANSWERS,
  'key show': KEY_SHOW_ANSWERS,
  'key register-token': KEY_REGISTER_TOKEN_ANSWERS,
  'hsm show': HSM_SHOW_ANSWERS,
  'hsm doctor': HSM_DOCTOR_ANSWERS,
  'hsm clock': HSM_CLOCK_ANSWERS,
  'hsm fault': HSM_FAULT_ANSWERS,
  'hsm explain': HSM_EXPLAIN_ANSWERS,
  'hsm log': HSM_LOG_ANSWERS,
  'hsm log verify': HSM_LOG_VERIFY_ANSWERS,
};

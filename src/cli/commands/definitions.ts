/**
 * What each command is, in the order of index.ts: for help, completion and the manual, which need that of all. The
 * program has it as the build writes it (definitions.json), and that of one command from its own module.
 */
import type { CommandDefinition } from '../command.ts';
import { approvalAdd } from './approval/add/definition.ts';
import { approvalCombine } from './approval/combine/definition.ts';
import { approvalConvert } from './approval/convert/definition.ts';
import { approvalFmt } from './approval/fmt/definition.ts';
import { approvalLint } from './approval/lint/definition.ts';
import { approvalNew } from './approval/new/definition.ts';
import { approvalRemove } from './approval/remove/definition.ts';
import { approvalSet } from './approval/set/definition.ts';
import { approvalShow } from './approval/show/definition.ts';
import { approvalStatus } from './approval/status/definition.ts';
import { audit } from './audit/definition.ts';
import { ceremonyLint } from './ceremony/lint/definition.ts';
import { ceremonyPrint } from './ceremony/print/definition.ts';
import { ceremonyRun } from './ceremony/run/definition.ts';
import { ceremonyStatus } from './ceremony/status/definition.ts';
import { completion } from './completion/definition.ts';
import { demo } from './demo/definition.ts';
import { dgst } from './dgst/definition.ts';
import { digestCompare } from './digest/compare/definition.ts';
import { digestWords } from './digest/words/definition.ts';
import { evidenceMake } from './evidence/make/definition.ts';
import { evidenceSign } from './evidence/sign/definition.ts';
import { evidenceVerify } from './evidence/verify/definition.ts';
import { hsmCli } from './hsm/cli/definition.ts';
import { hsmClock } from './hsm/clock/definition.ts';
import { hsmConfigureCli } from './hsm/configure-cli/definition.ts';
import { hsmConsole } from './hsm/console/definition.ts';
import { hsmDoctor } from './hsm/doctor/definition.ts';
import { hsmDump } from './hsm/dump/definition.ts';
import { hsmExec } from './hsm/exec/definition.ts';
import { hsmExplain } from './hsm/explain/definition.ts';
import { hsmFault } from './hsm/fault/definition.ts';
import { hsmInit } from './hsm/init/definition.ts';
import { hsmLoad } from './hsm/load/definition.ts';
import { hsmLog } from './hsm/log/definition.ts';
import { hsmLogVerify } from './hsm/log-verify/definition.ts';
import { hsmLogout } from './hsm/logout/definition.ts';
import { hsmRun } from './hsm/run/definition.ts';
import { hsmShow } from './hsm/show/definition.ts';
import { keyConvert } from './key/convert/definition.ts';
import { keyNew } from './key/new/definition.ts';
import { keyPublic } from './key/public/definition.ts';
import { keyRegisterToken } from './key/register-token/definition.ts';
import { keyShow } from './key/show/definition.ts';
import { page } from './page/definition.ts';
import { policyCheck } from './policy/check/definition.ts';
import { policyLint } from './policy/lint/definition.ts';
import { policySign } from './policy/sign/definition.ts';
import { policyVerify } from './policy/verify/definition.ts';
import { requestBind } from './request/bind/definition.ts';
import { requestCombine } from './request/combine/definition.ts';
import { requestNew } from './request/new/definition.ts';
import { requestShow } from './request/show/definition.ts';
import { requestVerify } from './request/verify/definition.ts';
import { sign } from './sign/definition.ts';
import { tokenShow } from './token/show/definition.ts';
import { verify } from './verify/definition.ts';

export const DEFINITIONS: readonly CommandDefinition[] = [
  demo,
  sign,
  verify,
  dgst,
  tokenShow,
  digestWords,
  digestCompare,
  requestNew,
  requestBind,
  requestShow,
  requestVerify,
  requestCombine,
  approvalNew,
  approvalAdd,
  approvalRemove,
  approvalSet,
  approvalFmt,
  approvalShow,
  approvalLint,
  approvalStatus,
  approvalCombine,
  approvalConvert,
  evidenceMake,
  evidenceVerify,
  evidenceSign,
  policyLint,
  policyCheck,
  policySign,
  policyVerify,
  ceremonyLint,
  ceremonyPrint,
  ceremonyRun,
  ceremonyStatus,
  audit,
  page,
  keyNew,
  keyShow,
  keyConvert,
  keyPublic,
  keyRegisterToken,
  hsmInit,
  hsmConsole,
  hsmCli,
  hsmExec,
  hsmConfigureCli,
  hsmRun,
  hsmShow,
  hsmDoctor,
  hsmClock,
  hsmFault,
  hsmExplain,
  hsmDump,
  hsmLoad,
  hsmLog,
  hsmLogVerify,
  hsmLogout,
  completion,
];

/**
 * All commands, in the order in which help lists them.
 */
import type { CommandDefinition, CommandModule } from '../command.ts';
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

/** A command: what it is, and where the code is that does it. */
export interface Command {
  readonly definition: CommandDefinition;
  readonly load: () => Promise<CommandModule>;
}

export const COMMANDS: readonly Command[] = [
  { definition: demo, load: () => import('./demo/run.ts') },
  { definition: sign, load: () => import('./sign/run.ts') },
  { definition: verify, load: () => import('./verify/run.ts') },
  { definition: dgst, load: () => import('./dgst/run.ts') },
  { definition: tokenShow, load: () => import('./token/show/run.ts') },
  { definition: digestWords, load: () => import('./digest/words/run.ts') },
  { definition: digestCompare, load: () => import('./digest/compare/run.ts') },
  { definition: requestNew, load: () => import('./request/new/run.ts') },
  { definition: requestBind, load: () => import('./request/bind/run.ts') },
  { definition: requestShow, load: () => import('./request/show/run.ts') },
  { definition: requestVerify, load: () => import('./request/verify/run.ts') },
  { definition: requestCombine, load: () => import('./request/combine/run.ts') },
  { definition: approvalNew, load: () => import('./approval/new/run.ts') },
  { definition: approvalAdd, load: () => import('./approval/add/run.ts') },
  { definition: approvalRemove, load: () => import('./approval/remove/run.ts') },
  { definition: approvalSet, load: () => import('./approval/set/run.ts') },
  { definition: approvalFmt, load: () => import('./approval/fmt/run.ts') },
  { definition: approvalShow, load: () => import('./approval/show/run.ts') },
  { definition: approvalLint, load: () => import('./approval/lint/run.ts') },
  { definition: approvalStatus, load: () => import('./approval/status/run.ts') },
  { definition: approvalCombine, load: () => import('./approval/combine/run.ts') },
  { definition: approvalConvert, load: () => import('./approval/convert/run.ts') },
  { definition: evidenceMake, load: () => import('./evidence/make/run.ts') },
  { definition: evidenceVerify, load: () => import('./evidence/verify/run.ts') },
  { definition: evidenceSign, load: () => import('./evidence/sign/run.ts') },
  { definition: policyLint, load: () => import('./policy/lint/run.ts') },
  { definition: policyCheck, load: () => import('./policy/check/run.ts') },
  { definition: policySign, load: () => import('./policy/sign/run.ts') },
  { definition: policyVerify, load: () => import('./policy/verify/run.ts') },
  { definition: ceremonyLint, load: () => import('./ceremony/lint/run.ts') },
  { definition: ceremonyPrint, load: () => import('./ceremony/print/run.ts') },
  { definition: ceremonyRun, load: () => import('./ceremony/run/run.ts') },
  { definition: ceremonyStatus, load: () => import('./ceremony/status/run.ts') },
  { definition: audit, load: () => import('./audit/run.ts') },
  { definition: page, load: () => import('./page/run.ts') },
  { definition: keyNew, load: () => import('./key/new/run.ts') },
  { definition: keyShow, load: () => import('./key/show/run.ts') },
  { definition: keyConvert, load: () => import('./key/convert/run.ts') },
  { definition: keyPublic, load: () => import('./key/public/run.ts') },
  { definition: keyRegisterToken, load: () => import('./key/register-token/run.ts') },
  { definition: hsmInit, load: () => import('./hsm/init/run.ts') },
  { definition: hsmConsole, load: () => import('./hsm/console/run.ts') },
  { definition: hsmCli, load: () => import('./hsm/cli/run.ts') },
  { definition: hsmExec, load: () => import('./hsm/exec/run.ts') },
  { definition: hsmConfigureCli, load: () => import('./hsm/configure-cli/run.ts') },
  { definition: hsmRun, load: () => import('./hsm/run/run.ts') },
  { definition: hsmShow, load: () => import('./hsm/show/run.ts') },
  { definition: hsmDoctor, load: () => import('./hsm/doctor/run.ts') },
  { definition: hsmClock, load: () => import('./hsm/clock/run.ts') },
  { definition: hsmFault, load: () => import('./hsm/fault/run.ts') },
  { definition: hsmExplain, load: () => import('./hsm/explain/run.ts') },
  { definition: hsmDump, load: () => import('./hsm/dump/run.ts') },
  { definition: hsmLoad, load: () => import('./hsm/load/run.ts') },
  { definition: hsmLog, load: () => import('./hsm/log/run.ts') },
  { definition: hsmLogVerify, load: () => import('./hsm/log-verify/run.ts') },
  { definition: hsmLogout, load: () => import('./hsm/logout/run.ts') },
  { definition: completion, load: () => import('./completion/run.ts') },
];

export const DEFINITIONS: readonly CommandDefinition[] = COMMANDS.map(
  ({ definition }) => definition,
);

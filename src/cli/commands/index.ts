/**
 * All commands, in the order in which help lists them. A start reads this file, so it has no more of a command
 * than its words; definitions.ts has what each is.
 */
import type { CommandModule } from '../command.ts';

/** A command: the words that name it, and where it is defined and done. */
export interface Command {
  readonly path: string;
  readonly load: () => Promise<CommandModule>;
}

export const COMMANDS: readonly Command[] = [
  { path: 'demo', load: () => import('./demo/run.ts') },
  { path: 'sign', load: () => import('./sign/run.ts') },
  { path: 'verify', load: () => import('./verify/run.ts') },
  { path: 'dgst', load: () => import('./dgst/run.ts') },
  { path: 'token show', load: () => import('./token/show/run.ts') },
  { path: 'digest words', load: () => import('./digest/words/run.ts') },
  { path: 'digest compare', load: () => import('./digest/compare/run.ts') },
  { path: 'request new', load: () => import('./request/new/run.ts') },
  { path: 'request bind', load: () => import('./request/bind/run.ts') },
  { path: 'request show', load: () => import('./request/show/run.ts') },
  { path: 'request verify', load: () => import('./request/verify/run.ts') },
  { path: 'request combine', load: () => import('./request/combine/run.ts') },
  { path: 'approval new', load: () => import('./approval/new/run.ts') },
  { path: 'approval add', load: () => import('./approval/add/run.ts') },
  { path: 'approval remove', load: () => import('./approval/remove/run.ts') },
  { path: 'approval set', load: () => import('./approval/set/run.ts') },
  { path: 'approval fmt', load: () => import('./approval/fmt/run.ts') },
  { path: 'approval show', load: () => import('./approval/show/run.ts') },
  { path: 'approval lint', load: () => import('./approval/lint/run.ts') },
  { path: 'approval status', load: () => import('./approval/status/run.ts') },
  { path: 'approval combine', load: () => import('./approval/combine/run.ts') },
  { path: 'approval convert', load: () => import('./approval/convert/run.ts') },
  { path: 'evidence make', load: () => import('./evidence/make/run.ts') },
  { path: 'evidence verify', load: () => import('./evidence/verify/run.ts') },
  { path: 'evidence sign', load: () => import('./evidence/sign/run.ts') },
  { path: 'policy lint', load: () => import('./policy/lint/run.ts') },
  { path: 'policy check', load: () => import('./policy/check/run.ts') },
  { path: 'policy sign', load: () => import('./policy/sign/run.ts') },
  { path: 'policy verify', load: () => import('./policy/verify/run.ts') },
  { path: 'ceremony lint', load: () => import('./ceremony/lint/run.ts') },
  { path: 'ceremony print', load: () => import('./ceremony/print/run.ts') },
  { path: 'ceremony run', load: () => import('./ceremony/run/run.ts') },
  { path: 'ceremony status', load: () => import('./ceremony/status/run.ts') },
  { path: 'audit', load: () => import('./audit/run.ts') },
  { path: 'page', load: () => import('./page/run.ts') },
  { path: 'key new', load: () => import('./key/new/run.ts') },
  { path: 'key show', load: () => import('./key/show/run.ts') },
  { path: 'key convert', load: () => import('./key/convert/run.ts') },
  { path: 'key public', load: () => import('./key/public/run.ts') },
  { path: 'key register-token', load: () => import('./key/register-token/run.ts') },
  { path: 'hsm init', load: () => import('./hsm/init/run.ts') },
  { path: 'hsm console', load: () => import('./hsm/console/run.ts') },
  { path: 'hsm cli', load: () => import('./hsm/cli/run.ts') },
  { path: 'hsm exec', load: () => import('./hsm/exec/run.ts') },
  { path: 'hsm configure-cli', load: () => import('./hsm/configure-cli/run.ts') },
  { path: 'hsm run', load: () => import('./hsm/run/run.ts') },
  { path: 'hsm show', load: () => import('./hsm/show/run.ts') },
  { path: 'hsm doctor', load: () => import('./hsm/doctor/run.ts') },
  { path: 'hsm clock', load: () => import('./hsm/clock/run.ts') },
  { path: 'hsm fault', load: () => import('./hsm/fault/run.ts') },
  { path: 'hsm explain', load: () => import('./hsm/explain/run.ts') },
  { path: 'hsm dump', load: () => import('./hsm/dump/run.ts') },
  { path: 'hsm load', load: () => import('./hsm/load/run.ts') },
  { path: 'hsm log', load: () => import('./hsm/log/run.ts') },
  { path: 'hsm log verify', load: () => import('./hsm/log-verify/run.ts') },
  { path: 'hsm logout', load: () => import('./hsm/logout/run.ts') },
  { path: 'completion', load: () => import('./completion/run.ts') },
];

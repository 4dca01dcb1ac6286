import { quotePath } from '../../../../../words/quote-for-shell.ts';
import { type HintStep, type HintWorld, mofnHsm } from './step.ts';

/** Steps that are none of a console. */

export function inShell(what: string, command: string): HintStep {
  return { what, where: 'shell', commands: [command] };
}

export function endSessions(world: HintWorld): readonly HintStep[] {
  return [
    inShell('end all sessions, also those of open consoles', `${mofnHsm('logout', world)} --all`),
  ];
}

/** What no command of the HSM puts right. */
export function beginAnew({ folder, cluster }: HintWorld): readonly HintStep[] {
  if (folder === undefined) {
    return [{ what: 'take an older dump', where: 'shell', commands: [] }];
  }
  const [old, kept] = [quotePath(folder), quotePath(`${folder}.old`)];
  const type = cluster.servers[0]?.hsm.type ?? 'hsm1';
  return [
    {
      what: `nothing repairs it: put the whole folder back from a copy, or load a dump into a new one; without either, keep this one as ${kept} and begin anew`,
      where: 'shell',
      commands: [
        `mv ${old} ${kept}`,
        `mofn hsm init ${old}${type === 'hsm1' ? '' : ` --type ${type}`}`,
      ],
    },
  ];
}

import type { CliCommand } from '../command.ts';
import { askEach } from '../fan-out.ts';
import { numberOf, SERVICE_NAMES } from '../services.ts';

export const QUORUM_TOKEN_SIGN_LIST_QUORUM_VALUES: CliCommand = {
  path: ['quorum', 'token-sign', 'list-quorum-values'],
  spec: { about: 'List how many approvals each service needs' },
  needsLogIn: false,
  async run(_values, shell) {
    const shown: Record<string, number | 'inconsistent'> = {};
    for (const name of SERVICE_NAMES) {
      if (name === 'cluster' && shell.texts.type !== 'hsm2m') continue;
      const service = numberOf(name);
      const answers = await askEach(shell, () => ({ op: 'getMValue', service }) as const);
      const [first = 1, ...others] = answers.map(({ reply }) => reply.m);
      shown[name] = others.every((m) => m === first) ? first : 'inconsistent';
    }
    return shown;
  },
};

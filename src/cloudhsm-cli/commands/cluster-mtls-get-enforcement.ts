import type { CliCommand } from '../command.ts';
import { askEach } from '../fan-out.ts';

export const CLUSTER_MTLS_GET_ENFORCEMENT: CliCommand = {
  path: ['cluster', 'mtls', 'get-enforcement'],
  spec: { about: 'Tell whether clients have to show a certificate' },
  needsLogIn: false,
  async run(_values, shell) {
    const answers = await askEach(shell, () => ({ op: 'getMtls' }) as const);
    const [first = 'none', ...others] = answers.map(({ reply }) => reply.enforcement);
    const isSame = others.every((level) => level === first);
    return { 'mtls-enforcement-level': isSame ? first : 'inconsistent' };
  },
};

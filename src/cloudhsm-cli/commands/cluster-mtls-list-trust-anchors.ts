import type { TrustAnchor } from '../../hsm/mtls.ts';
import type { CliCommand } from '../command.ts';
import { askEach } from '../fan-out.ts';
import { showAnchor } from '../trust-anchors.ts';

export const CLUSTER_MTLS_LIST_TRUST_ANCHORS: CliCommand = {
  path: ['cluster', 'mtls', 'list-trust-anchors'],
  spec: { about: 'List the certificates that those of clients are to lead to' },
  needsLogIn: false,
  async run(_values, shell) {
    const answers = await askEach(shell, () => ({ op: 'getMtls' }) as const);
    const copies = new Map<string, TrustAnchor[]>();
    for (const anchor of answers.flatMap(({ reply }) => reply.anchors)) {
      copies.set(anchor.certificate, [...(copies.get(anchor.certificate) ?? []), anchor]);
    }
    const anchors = [...copies.values()].map((same) => showAnchor(same, answers.length));
    return { trust_anchors: anchors };
  },
};

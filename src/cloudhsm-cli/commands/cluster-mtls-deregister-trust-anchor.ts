import type { CliCommand } from '../command.ts';
import { changeEach } from '../fan-out.ts';
import { APPROVAL } from '../options.ts';
import { readApproval } from '../read-files.ts';
import { readReference, showReference } from '../trust-anchors.ts';

const REFERENCE = 'certificate-reference';

export const CLUSTER_MTLS_DEREGISTER_TRUST_ANCHOR: CliCommand = {
  path: ['cluster', 'mtls', 'deregister-trust-anchor'],
  spec: {
    about: 'Remove a certificate that those of clients are to lead to',
    options: [
      {
        name: REFERENCE,
        value: 'CERTIFICATE_REFERENCE',
        describe: 'Which one, as list-trust-anchors numbers it',
        required: true,
        many: true,
      },
      APPROVAL,
    ],
  },
  needsLogIn: true,
  async run(values, shell) {
    const reference = readReference(REFERENCE, values, shell);
    const approval = await readApproval(values.find('approval'), shell);
    await changeEach(
      shell,
      (server) =>
        ({
          op: 'deregisterTrustAnchor',
          session: shell.sessions.idOn(server),
          reference,
          ...approval,
        }) as const,
      approval,
    );
    const shown = showReference(reference);
    return { message: `Trust anchor with reference ${shown} deregistered successfully` };
  },
};

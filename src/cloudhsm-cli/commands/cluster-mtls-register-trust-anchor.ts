import { type CliCommand, refuse } from '../command.ts';
import { changeEach } from '../fan-out.ts';
import { APPROVAL } from '../options.ts';
import { readApproval, readCertificate } from '../read-files.ts';
import { showAnchor } from '../trust-anchors.ts';

/** The synopsis has any number of paths, and the answer one certificate: one it is. */
export const CLUSTER_MTLS_REGISTER_TRUST_ANCHOR: CliCommand = {
  path: ['cluster', 'mtls', 'register-trust-anchor'],
  spec: {
    about: 'Register a certificate that those of clients are to lead to',
    options: [
      {
        name: 'path',
        value: 'PATH',
        describe: 'File of the certificate, in PEM',
        required: true,
        many: true,
        file: true,
      },
      APPROVAL,
    ],
  },
  needsLogIn: true,
  async run(values, shell) {
    const [path, ...more] = values.list('path');
    if (path === undefined || more.length > 0) {
      refuse(shell, { code: 'value-malformed', option: 'path' });
    }
    const certificate = readCertificate(path, shell);
    const approval = await readApproval(values.find('approval'), shell);
    const answers = await changeEach(
      shell,
      (server) =>
        ({
          op: 'registerTrustAnchor',
          session: shell.sessions.idOn(server),
          certificate,
          ...approval,
        }) as const,
      approval,
    );
    const anchors = answers.map(({ reply: { reference } }) => ({
      reference,
      certificate: Buffer.from(certificate).toString('base64'),
    }));
    return { trust_anchor: showAnchor(anchors, shell.servers.length) };
  },
};

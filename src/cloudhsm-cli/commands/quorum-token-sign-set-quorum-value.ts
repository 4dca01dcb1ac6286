import type { CliCommand } from '../command.ts';
import { changeEach } from '../fan-out.ts';
import { APPROVAL } from '../options.ts';
import { readApproval } from '../read-files.ts';
import { numberOf, SERVICE_HELP, SERVICE_NAMES } from '../services.ts';

export const QUORUM_TOKEN_SIGN_SET_QUORUM_VALUE: CliCommand = {
  path: ['quorum', 'token-sign', 'set-quorum-value'],
  spec: {
    about: 'Set how many approvals a service needs',
    options: [
      {
        name: 'service',
        value: 'SERVICE',
        describe: 'What is approved',
        required: true,
        choices: SERVICE_NAMES,
        choiceHelp: SERVICE_HELP,
      },
      {
        name: 'value',
        value: 'VALUE',
        describe: 'How many approvals it needs from now on',
        required: true,
        number: true,
      },
      APPROVAL,
    ],
  },
  needsLogIn: true,
  async run(values, shell) {
    const service = numberOf(values.text('service'));
    const m = values.number('value') ?? 0;
    const approval = await readApproval(values.find('approval'), shell);
    await changeEach(
      shell,
      (server) =>
        ({
          op: 'setMValue',
          session: shell.sessions.idOn(server),
          service,
          m,
          ...approval,
        }) as const,
      approval,
    );
    return shell.edition.valueSet;
  },
};

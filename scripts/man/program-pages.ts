import type { CommandDefinition } from '../../src/cli/command.ts';
import { GROUPS } from '../../src/cli/commands/groups.ts';
import { commandsOf } from '../../src/cloudhsm-cli/commands/index.ts';
import { textsOf } from '../../src/cloudhsm-cli/editions.ts';
import { CONFIG_FILE } from '../../src/hsm/cluster/folder.ts';
import { FIRST_SDK5_EDITION } from '../../src/hsm/sdk5-edition.ts';
import { COMMANDS } from '../../src/mgmt-util/commands/index.ts';
import { listExitCodes, listVariables, pageOf } from './command-page.ts';
import { argument, joinParagraphs, type Page, paragraph, seeAlso } from './mdoc.ts';

const FILES = [
  ['mofn-approval-file', 5],
  ['mofn-token', 5],
] as const;

/** The page of mofn itself: its commands, and what all of them have. */
export function mofnPage(definitions: readonly CommandDefinition[]): Page {
  const items = definitions.flatMap(({ path, summary }) => [
    `.It Xr ${pageOf(path)} 1`,
    ...paragraph(summary),
  ]);
  return {
    name: 'mofn',
    section: 1,
    about: 'quorum approvals for CloudHSM-type clusters',
    sections: [
      [
        'SYNOPSIS',
        ['.Nm', '.Ar command ...', '.Nm', '.Cm help Op Ar command', '.Nm', '.Fl -version'],
      ],
      [
        'DESCRIPTION',
        joinParagraphs([
          paragraph(GROUPS[''] ?? ''),
          paragraph('A file argument takes - for standard input where its page says so.'),
          paragraph(
            'Data goes to standard output, and all else to standard error. No file is written over without --force.',
          ),
          ['The commands are as follows:'],
          ['.Bl -tag -width Ds', ...items, '.El'],
        ]),
      ],
      ['ENVIRONMENT', listVariables(['MOFN_HSM', 'NO_COLOR', 'FORCE_COLOR', 'COLUMNS', 'TMPDIR'])],
      ['EXIT STATUS', listExitCodes()],
      [
        'SEE ALSO',
        seeAlso([
          ...definitions.map(({ path }) => [pageOf(path), 1] as const),
          ['cloudhsm_mgmt_util', 1],
          ['cloudhsm-cli', 1],
          ...FILES,
        ]),
      ],
    ],
  };
}

/** The page of the classic console of the emulator. */
export function classicConsolePage(): Page {
  const items = COMMANDS.flatMap(({ name, summary }) => [
    `.It Cm ${argument(name)}`,
    ...paragraph(summary),
  ]);
  return {
    name: 'cloudhsm_mgmt_util',
    section: 1,
    about: 'the classic console of an emulated cluster',
    sections: [
      ['SYNOPSIS', ['.Nm', '.Op Ar configuration']],
      [
        'DESCRIPTION',
        joinParagraphs([
          paragraph(
            "The console of the vendor's name, on a cluster that mofn emulates: mofn-hsm-init makes one. It reads commands from the terminal or from a pipe. The cluster is that of MOFN_HSM, else the folder of the configuration file.",
          ),
          paragraph(
            'The commands are as follows; any beginning that no other command has will do. help followed by a command shows its syntax.',
          ),
          ['.Bl -tag -width Ds', ...items, '.El'],
        ]),
      ],
      ['ENVIRONMENT', listVariables(['MOFN_HSM'])],
      [
        'FILES',
        [
          '.Bl -tag -width Ds',
          `.It Pa ${argument(CONFIG_FILE)}`,
          ...paragraph(
            "the configuration file that mofn-hsm-init writes into the cluster's folder",
          ),
          '.El',
        ],
      ],
      [
        'SEE ALSO',
        seeAlso([
          ['mofn', 1],
          ['cloudhsm-cli', 1],
          ['mofn-hsm-console', 1],
          ['mofn-hsm-init', 1],
          ['mofn-hsm-explain', 1],
          ...FILES,
        ]),
      ],
    ],
  };
}

/** The page of the newer console, as a new cluster has it. */
export function newerConsolePage(): Page {
  const items = commandsOf(textsOf(FIRST_SDK5_EDITION)).flatMap(({ path, spec }) => [
    `.It ${path.map((word) => `Cm ${argument(word)}`).join(' ')}`,
    ...paragraph(spec.about),
  ]);
  return {
    name: 'cloudhsm-cli',
    section: 1,
    about: 'the newer console of an emulated cluster',
    sections: [
      ['SYNOPSIS', ['.Nm', '.Cm interactive', '.Nm', '.Ar command ...']],
      [
        'DESCRIPTION',
        joinParagraphs([
          paragraph(
            'The command line of SDK 5, on a cluster that mofn emulates, which MOFN_HSM names: mofn-hsm-init makes one. It answers one command, or asks for more of them at a prompt. A single command that needs a log-in has it from CLOUDHSM_ROLE and CLOUDHSM_PIN.',
          ),
          paragraph('The commands are as follows; --help behind one tells its options.'),
          ['.Bl -tag -width Ds', ...items, '.El'],
        ]),
      ],
      ['ENVIRONMENT', listVariables(['MOFN_HSM', 'CLOUDHSM_ROLE', 'CLOUDHSM_PIN'])],
      [
        'EXIT STATUS',
        paragraph(
          '0 where it is done, 1 where the answer tells an error, 2 where the command line is written otherwise.',
        ),
      ],
      [
        'SEE ALSO',
        seeAlso([
          ['mofn', 1],
          ['cloudhsm_mgmt_util', 1],
          ['mofn-hsm-cli', 1],
          ['mofn-hsm-init', 1],
          ['mofn-token', 5],
        ]),
      ],
    ],
  };
}

/**
 * What the editions of the console contradict each other in, and which flavour goes by which: the
 * console's rows of the one table. Those of the HSM stand in hsm/editions.ts; docs/fidelity.md shows both.
 */
import { RULE_TRAITS, type Traits } from '../../hsm/editions.ts';
import type { FlavourName, HsmRules } from '../../hsm/flavours.ts';
import type { FlavourTexts } from '../flavour.ts';

/** Pages of single commands have empty lines that those of the quorum chapter have not. */
const SINGLE_PAGES: readonly FlavourName[] = ['aws-2018', 'aws-2022'];
const OTHER_VENDORS: readonly FlavourName[] = ['azure', 'alibaba', 'oci'];

/** The texts of the console. */
export const TEXT_TRAITS: Traits<FlavourTexts> = {
  prompt: {
    usual: { value: 'aws-cloudhsm>', seen: '2017–2023' },
    others: [
      { value: 'cloudmgmt>', seen: 'Alibaba, OCI; Azure by analogy', flavours: OTHER_VENDORS },
    ],
  },
  unsynchronized: {
    usual: {
      value: 'cluster. Cav server does NOT synchronize these changes with the',
      seen: '2017–2019; Alibaba; Azure by analogy',
    },
    others: [
      {
        value: 'cluster. AWS does NOT synchronize these changes automatically with the',
        seen: '2022–2023',
        flavours: ['aws-2022', 'aws-2023'],
      },
      {
        value: 'cluster. KMS server does NOT synchronize these changes with the',
        seen: 'OCI by analogy',
        flavours: ['oci'],
      },
    ],
  },
  deleteUserCautions: {
    usual: { value: false, seen: '2018–2023: deleteUser' },
    others: [{ value: true, seen: 'OCI', flavours: ['oci'] }],
  },
  successLines: {
    usual: { value: false, seen: '2018–2023: createUser, changePswd, quorum chapter' },
    others: [
      {
        value: true,
        seen: 'pasted sessions of the tool of 2023; Alibaba, OCI',
        flavours: ['aws-2023', ...OTHER_VENDORS],
      },
    ],
  },
  tabs: {
    usual: { value: false, seen: '2018–2023: listUsers' },
    others: [{ value: true, seen: 'Alibaba', flavours: ['alibaba'] }],
  },
  without: {
    usual: {
      value: [],
      seen: '2017–2019 for registerMofnPubKey, 2022–2023 for registerQuorumPubKey',
    },
    others: [
      {
        value: ['registerMofnPubKey'],
        seen: '2022–2023: quorum chapter',
        flavours: ['aws-2022', 'aws-2023'],
      },
    ],
  },
  passwordPrompts: {
    usual: {
      value: { password: 'Enter password:', newPassword: 'Enter password:' },
      seen: '2022–2023: loginLogout',
    },
    others: [
      {
        value: {
          password: 'Enter password:',
          newPassword: 'Enter password:',
          again: 'Re-enter password:',
        },
        seen: 'OCI',
        flavours: ['oci'],
      },
    ],
  },
  asksForMissingPassword: {
    usual: { value: false, seen: '2018–2023' },
    others: [{ value: true, seen: 'OCI', flavours: ['oci'] }],
  },
  secondFactor: {
    usual: {
      value: ['1FA', '2FA', '-2fa'],
      seen: '2018–2019 and 2022–2023: createUser, changePswd, in turn',
    },
    others: [
      { value: ['1FA', '2FA'], seen: '2018–2019: createUser, changePswd', flavours: ['aws-2018'] },
      {
        value: ['-2fa'],
        seen: '2022–2023: createUser, changePswd, loginLogout',
        flavours: ['aws-2022', 'aws-2023'],
      },
    ],
  },
  emptyLineAfterPassword: {
    usual: { value: true, seen: '2022–2023: loginLogout' },
    others: [{ value: false, seen: 'OCI', flavours: ['oci'] }],
  },
  emptyLineBefore: {
    usual: {
      value: [],
      seen: '2018–2023: quorum chapter; 2018–2019: getting-started, loginLogout',
    },
    others: [
      {
        value: ['enable_e2e', 'loginHSM', 'logoutHSM', 'caution'],
        seen: '2018–2022: activate-cluster; 2018–2023: createUser, changePswd; 2022–2023: loginLogout',
        flavours: SINGLE_PAGES,
      },
    ],
  },
  emptyLinesBeforeFarewell: {
    usual: { value: 2, seen: '2018–2023: getting-started' },
    others: [
      {
        value: 1,
        seen: '2018–2019: getting-started (Windows); 2018–2023: quit',
        flavours: SINGLE_PAGES,
      },
    ],
  },
};

/** All rows of the table. */
export const EDITION_TRAITS: Traits<HsmRules & FlavourTexts> = { ...RULE_TRAITS, ...TEXT_TRAITS };

/** What each row is about, as docs/fidelity.md says it. */
export const WHAT_DIFFERS: Readonly<Record<keyof typeof EDITION_TRAITS, string>> = {
  maximumM: 'the greatest M',
  tokensDieWithSession: 'a quorum token is gone with the log-in that got it',
  typeOnceActivated: 'what admin is once the cluster is activated',
  applianceUsers: 'commands take users of the type AU',
  secondFactor:
    'what createUser and changePswd take behind the password; loginHSM takes `-2fa` alone',
  prompt: 'the prompt',
  unsynchronized: 'the third line in the caution box',
  deleteUserCautions: 'deleteUser shows the caution box',
  successLines: 'createUser and changePswd print a line for each server where they succeeded',
  tabs: 'listUsers keeps its tabs',
  without: 'commands of other editions that are missing',
  passwordPrompts:
    'prompts of hidden passwords: of loginHSM and createUser, of changePswd, its second',
  asksForMissingPassword: 'a password that is left out is asked for',
  emptyLineAfterPassword:
    'an empty line after a hidden password, and another after what loginHSM says of it',
  emptyLineBefore: 'what has an empty line before it: answers of commands, the caution box',
  emptyLinesBeforeFarewell: 'empty lines before `disconnecting from servers, please wait...`',
};

import {
  COMMON_OPTIONS,
  type CommandDefinition,
  type OptionDefinition,
  type PositionalDefinition,
} from '../../src/cli/command.ts';
import { EXIT_CODES } from '../../src/cli/exit-codes.ts';
import type { ValueKind } from '../../src/cli/value-kinds.ts';
import { argument, display, joinParagraphs, type Page, paragraph, seeAlso } from './mdoc.ts';

/** Variables of the environment, with what they do; of a page those that its command looks at. */
const VARIABLES = {
  MOFN_HSM: 'folder of the emulated cluster, where no option names one',
  MOFN_PKCS11_MODULE: 'the module of a PKCS#11 URI that names none',
  SSH_AUTH_SOCK: 'socket of ssh-agent',
  CLOUDHSM_ROLE: 'role of the log-in of a single command of cloudhsm-cli: admin or crypto-user',
  CLOUDHSM_PIN: 'its user and password, as officer1:password',
  NO_COLOR: 'print without colours',
  FORCE_COLOR: 'print with colours, also where the output is no terminal',
  COLUMNS: 'how wide help, errors and hints are',
  TMPDIR: 'where temporary folders are made',
} as const;

export type Variable = keyof typeof VARIABLES;

/** The name of a command's page: `mofn-approval-lint`. */
export function pageOf(path: string): string {
  return `mofn-${path.replaceAll(' ', '-')}`;
}

/** The page of a command. */
export function commandPage(
  definition: CommandDefinition,
  definitions: readonly CommandDefinition[],
): Page {
  const { path, summary, description, positionals, options, examples } = definition;
  const all = { ...options, ...(definition.raw === true ? {} : COMMON_OPTIONS) };
  return {
    name: pageOf(path),
    section: 1,
    about: summary,
    sections: [
      ['SYNOPSIS', synopsis(definition, all)],
      [
        'DESCRIPTION',
        joinParagraphs([
          ...paragraphs(description ?? `${summary[0]?.toUpperCase()}${summary.slice(1)}.`),
          ...listArguments(positionals),
          ...listOptions(all),
        ]),
      ],
      ['ENVIRONMENT', listVariables(variablesOf(definition))],
      ['EXIT STATUS', definition.raw === true ? [] : listExitCodes(path)],
      ['EXAMPLES', listExamples(examples)],
      ['SEE ALSO', seeAlso(others(definition, definitions))],
    ],
  };
}

function synopsis(
  { path, positionals, acceptsRest, raw }: CommandDefinition,
  options: Readonly<Record<string, OptionDefinition>>,
): readonly string[] {
  const needed = Object.entries(options).filter(([, { demandOption }]) => demandOption === true);
  return [
    `.Nm mofn ${path
      .split(' ')
      .map((word) => `Cm ${argument(word)}`)
      .join(' ')}`,
    ...(raw === true ? ['.Op Ar options'] : []),
    ...needed.map(([name, option]) => `.Fl -${argument(name)} ${value(name, option)}`),
    ...Object.entries(options)
      .filter(([, { demandOption, hidden }]) => demandOption !== true && hidden !== true)
      .map(([name, option]) => {
        const takes = option.type === 'boolean' ? '' : ` ${value(name, option)}`;
        return `.Op Fl -${argument(name)}${takes}`;
      }),
    ...positionals.map(({ name, required, variadic }) => {
      const dots = variadic === true ? ' ...' : '';
      return required === true ? `.Ar ${argument(name)}${dots}` : `.Op Ar ${argument(name)}${dots}`;
    }),
    ...(acceptsRest === true ? ['.Op Fl - Ar command ...'] : []),
  ];
}

/** Kinds of values whose names are no word for what is typed. */
const WORDS: Readonly<Partial<Record<ValueKind, string>>> = {
  'pass phrase': 'source',
  'what a console printed': 'file',
  'key or roster': 'key',
  'APPROVER=SIGNATURE': 'NAME=SIGNATURE',
};

/** What an option takes: its choices, or a word for it. */
function value(name: string, { choices, completes = 'number' }: OptionDefinition): string {
  if (choices !== undefined) return choices.map((each) => `Cm ${argument(each)}`).join(' | ');
  const word = WORDS[completes] ?? completes.split(' ').at(-1) ?? name;
  return `Ar ${argument(word === 'text' ? name : word)}`;
}

/** Paragraphs of a description; of lines in two columns a list. */
function paragraphs(text: string): readonly (readonly string[])[] {
  return text.split('\n\n').flatMap((part) => {
    const rows = part.split('\n').map((line) => /^(\S.*?) {2,}(\S.*)$/.exec(line));
    const items = rows.flatMap((row) => {
      return row === null ? [] : [`.It ${argument(row[1] ?? '')}`, ...paragraph(row[2] ?? '')];
    });
    if (!rows.includes(null)) return [['.Bl -tag -width Ds', ...items, '.El']];
    return part.split('\n').map(paragraph);
  });
}

function listArguments(
  positionals: readonly PositionalDefinition[],
): readonly (readonly string[])[] {
  if (positionals.length === 0) return [];
  const items = positionals.flatMap(({ name, describe }) => [
    `.It Ar ${argument(name)}`,
    ...paragraph(describe),
  ]);
  return [['The arguments are as follows:'], ['.Bl -tag -width Ds', ...items, '.El']];
}

function listOptions(
  options: Readonly<Record<string, OptionDefinition>>,
): readonly (readonly string[])[] {
  const shown = Object.entries(options).filter(([, { hidden }]) => hidden !== true);
  if (shown.length === 0) return [];
  const items = shown.flatMap(([name, option]) => [
    optionTag(name, option),
    ...paragraph(`${option.describe}${remark(option)}`),
  ]);
  return [['The options are as follows:'], ['.Bl -tag -width Ds', ...items, '.El']];
}

function optionTag(name: string, option: OptionDefinition): string {
  const takes = option.type === 'boolean' ? '' : ` ${value(name, option)}`;
  const short = option.alias === undefined ? '' : `Fl ${argument(option.alias)} , `;
  return `.It ${short}Fl -${argument(name)}${takes}`;
}

function remark({ array, demandOption, default: usual }: OptionDefinition): string {
  return [
    demandOption === true ? ' (required)' : '',
    array === true ? ' (may be given several times)' : '',
    usual === undefined ? '' : ` (${usual} without it)`,
  ].join('');
}

function variablesOf({ options, path }: CommandDefinition): readonly Variable[] {
  const has = (name: string) => Object.hasOwn(options, name);
  return [
    ...(has('hsm') ? (['MOFN_HSM'] as const) : []),
    ...(has('signer') ? (['SSH_AUTH_SOCK', 'MOFN_PKCS11_MODULE'] as const) : []),
    ...(path === 'hsm cli' ? (['CLOUDHSM_ROLE', 'CLOUDHSM_PIN'] as const) : []),
    ...(path === 'demo' || path === 'hsm run' ? (['TMPDIR'] as const) : []),
  ];
}

export function listVariables(names: readonly Variable[]): readonly string[] {
  if (names.length === 0) return [];
  const items = names.flatMap((name) => [`.It Ev ${name}`, ...paragraph(VARIABLES[name])]);
  return ['.Bl -tag -width Ds', ...items, '.El'];
}

/** Exit codes of a command, or of all of them. */
export function listExitCodes(path?: string): readonly string[] {
  const rows = Object.entries(EXIT_CODES).filter(
    ([kind]) => path === undefined || path === 'hsm run' || !kind.startsWith('not'),
  );
  const items = rows.flatMap(([, { code, meaning }]) => [`.It ${code}`, ...paragraph(meaning)]);
  return ['.Bl -tag -width Ds', ...items, '.El'];
}

function listExamples(examples: CommandDefinition['examples']): readonly string[] {
  return joinParagraphs(
    examples.flatMap(({ command, describe }) => [
      paragraph(`${describe[0]?.toUpperCase()}${describe.slice(1)}:`),
      display(command),
    ]),
  );
}

/** The pages of the commands beside it, and of what it reads. */
function others(
  { path, positionals, options }: CommandDefinition,
  definitions: readonly CommandDefinition[],
): readonly (readonly [string, number])[] {
  const [noun = ''] = path.split(' ');
  const beside = definitions.filter(
    (each) => each.path !== path && each.path.startsWith(`${noun} `),
  );
  const kinds = [...positionals, ...Object.values<OptionDefinition>(options)].map(
    ({ completes }) => completes,
  );
  return [
    ['mofn', 1],
    ...beside.map((each) => [pageOf(each.path), 1] as const),
    ...(path === 'hsm console' || path === 'hsm exec' ? [['cloudhsm_mgmt_util', 1] as const] : []),
    ...(path === 'hsm cli' ? [['cloudhsm-cli', 1] as const] : []),
    ...(kinds.includes('approval file') ? [['mofn-approval-file', 5] as const] : []),
    ...(kinds.includes('token') ? [['mofn-token', 5] as const] : []),
  ];
}

/**
 * Cases of the command line as data: test/cases/*.txt, in the manner of Go's txtar. A file has words about
 * itself, then what all of its cases begin with, then the cases.
 *
 *     What these are about.
 *     -- fixtures --
 *     rsa.pub msg
 *     -- file a.txt --
 *     content
 *     == a title
 *     -- command --
 *     mofn approval lint a.txt
 *     -- stdin --
 *     -- exit --
 *     1
 *     -- stdout --
 *     -- stderr --
 *     -- wrote b.txt --
 *
 * A section is the lines behind its name, or `-- file a, in base64 --` their base64. What is missing is empty,
 * and was not written.
 */

/** The files of a case, by name: their text. */
export type Files = ReadonlyMap<string, string>;

export interface CommandCase {
  readonly title: string;
  /** A line of words, with quotes as a shell has them. */
  readonly command: string;
  readonly stdin: string;
  /** What is there before. */
  readonly files: Files;
  readonly outcome: CaseOutcome;
}

export interface CaseOutcome {
  readonly exit: number;
  readonly stdout: string;
  readonly stderr: string;
  /** What was made or changed. */
  readonly wrote: Files;
}

export interface CaseFile {
  readonly about: string;
  /** Names of files of test/golden/openssl/dgst-fixtures that all cases have. */
  readonly fixtures: readonly string[];
  readonly files: Files;
  readonly cases: readonly CommandCase[];
}

type Sections = ReadonlyMap<string, string>;

export function parseCaseFile(text: string): CaseFile {
  const [head = '', ...blocks] = text.split(/\n== /);
  const [about, sections] = readSections(head);
  return {
    about: about.trim(),
    fixtures: (sections.get('fixtures') ?? '').split(/\s+/).filter((name) => name !== ''),
    files: filesOf(sections, 'file'),
    cases: blocks.map(parseCase),
  };
}

function parseCase(block: string): CommandCase {
  const [title, sections] = readSections(block);
  const command = sections.get('command')?.trim();
  if (command === undefined) throw new Error(`no command in the case "${title.trim()}"`);
  return {
    title: title.trim(),
    command,
    stdin: sections.get('stdin') ?? '',
    files: filesOf(sections, 'file'),
    outcome: {
      exit: Number(sections.get('exit') ?? 0),
      stdout: sections.get('stdout') ?? '',
      stderr: sections.get('stderr') ?? '',
      wrote: filesOf(sections, 'wrote'),
    },
  };
}

/** @returns the words before the first section, and the sections by name */
function readSections(text: string): [string, Sections] {
  const [words = '', ...pieces] = text.split(/^-- (.+) --\n/m);
  const sections = new Map<string, string>();
  for (let at = 0; at < pieces.length; at += 2) {
    const [name = '', content = ''] = pieces.slice(at, at + 2);
    const [bare, read] = readSection(name, content);
    sections.set(bare, read);
  }
  return [words, sections];
}

function readSection(name: string, content: string): readonly [name: string, content: string] {
  const bare = name.replace(NO_NEWLINE, '').replace(BASE64, '');
  if (BASE64.test(name)) return [bare, Buffer.from(content, 'base64').toString()];
  return [bare, NO_NEWLINE.test(name) ? content.replace(/\n$/, '') : content];
}

/** Behind the name of a section whose last line has no newline. */
const NO_NEWLINE = /, without a newline at its end$/;
/** Behind the name of one that is no text, as a token; its bytes are UTF-8 all the same. */
const BASE64 = /, in base64$/;

function filesOf(sections: Sections, kind: string): Files {
  const named = [...sections].filter(([name]) => name.startsWith(`${kind} `));
  return new Map(named.map(([name, content]) => [name.slice(kind.length + 1), content]));
}

/** The text that is read as this. */
export function formatCaseFile({ about, fixtures, files, cases }: CaseFile): string {
  const head = [
    ...(fixtures.length > 0 ? [['fixtures', `${fixtures.join(' ')}\n`] as const] : []),
    ...sectionsOf(files, 'file'),
  ];
  const blocks = cases.map(({ title, command, stdin, files: own, outcome }) => {
    const { exit, stdout, stderr, wrote } = outcome;
    const sections = [
      ...sectionsOf(own, 'file'),
      ['command', `${command}\n`] as const,
      ['stdin', stdin] as const,
      ['exit', `${exit}\n`] as const,
      ['stdout', stdout] as const,
      ['stderr', stderr] as const,
      ...sectionsOf(wrote, 'wrote'),
    ];
    return `\n== ${title}\n${writeSections(sections)}`;
  });
  return `${about}\n${writeSections(head)}${blocks.join('')}`;
}

function sectionsOf(files: Files, kind: string): (readonly [string, string])[] {
  return [...files].map(([name, content]) => [`${kind} ${name}`, content]);
}

function writeSections(sections: readonly (readonly [string, string])[]): string {
  const written = sections.map(([name, content]) => {
    if (content === '') return /^(file|wrote) /.test(name) ? `-- ${name} --\n` : '';
    if (/^(-- .* --$|== )/m.test(content)) throw new Error(`${name} has a line of a case file`);
    if (content.includes('\0')) {
      const lines = Buffer.from(content).toString('base64').replace(/.{76}/g, '$&\n');
      return `-- ${name}, in base64 --\n${lines.trimEnd()}\n`;
    }
    const whole = content.endsWith('\n');
    return `-- ${name}${whole ? '' : ', without a newline at its end'} --\n${content}${whole ? '' : '\n'}`;
  });
  return written.join('');
}

/** The words of a command line: blanks part them, but not within quotes. */
export function splitWords(line: string): string[] {
  const words = line.match(/(?:'[^']*'|"[^"]*"|[^\s'"])+/g) ?? [];
  return words.map((word) => word.replaceAll(/'([^']*)'|"([^"]*)"/g, '$1$2'));
}

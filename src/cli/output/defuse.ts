/**
 * Build servers take some lines that a program prints for commands to them, and a line of an approval
 * file may be one.
 *
 * Sources: the runner of GitHub Actions (`ActionCommand.TryParseV2` looks for `::` behind leading blanks,
 * `TryParse` for `##[` anywhere in a line); Azure Pipelines, "Logging commands" (`##vso[`, `##[`);
 * TeamCity, "Service messages" (`##teamcity[`).
 */

/** Variables that these servers set. */
const SERVERS = ['GITHUB_ACTIONS', 'TF_BUILD', 'TEAMCITY_VERSION'];

/** One line, safe to show already. */
type Defuser = (line: string) => string;

/** What makes lines harmless where they are read by a build server; elsewhere they stay as they are. */
export function createDefuser(env: Readonly<Record<string, string | undefined>>): Defuser {
  return SERVERS.some((name) => (env[name] ?? '') !== '') ? defuse : (line) => line;
}

function defuse(line: string): string {
  return defuseHashes(line.replace(/^(\s*):(?=:)/, '$1\\x3a'));
}

/** Writes the first character of what would be a command in the middle of a line as an escape. */
export function defuseHashes(line: string): string {
  return line.replaceAll(/##(?=[A-Za-z]*\[)/g, '\\x23#');
}

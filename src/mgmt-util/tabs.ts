const TAB_WIDTH = 8;

/**
 * A line with its tabs as blanks, up to the next column that is a multiple of eight, as a terminal
 * shows it and the documented listings have it.
 *
 * @example
 * expandTabs('a\tb'); // 'a       b'
 */
export function expandTabs(line: string): string {
  let expanded = '';
  for (const character of line) {
    expanded +=
      character === '\t' ? ' '.repeat(TAB_WIDTH - (expanded.length % TAB_WIDTH)) : character;
  }
  return expanded;
}

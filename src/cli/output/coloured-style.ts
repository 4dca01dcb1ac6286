import { Chalk } from 'chalk';
import type { Style } from './style.ts';

const chalk = new Chalk({ level: 1 });

/** The style with colour. A bundle of its own, for most output goes to no terminal. */
export const COLOURED: Style = {
  error: chalk.bold.red,
  warning: chalk.bold.yellow,
  info: chalk.bold.blue,
  hint: chalk.cyan,
  good: chalk.green,
  strong: chalk.bold,
  faint: chalk.dim,
};

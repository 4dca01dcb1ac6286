import { Chalk, type ChalkInstance } from 'chalk';
import type { Paint } from '../printer.ts';

/** Whether a stream is to be coloured is asked before. */
const chalk = new Chalk({ level: 1 });

const PAINTS: Readonly<Record<Paint, ChalkInstance>> = {
  error: chalk.bold.red,
  warning: chalk.bold.yellow,
  info: chalk.bold.blue,
  hint: chalk.cyan,
  good: chalk.green,
  strong: chalk.bold,
  faint: chalk.dim,
};

/** Colours a text for a terminal. A bundle of its own, for most output goes to none. */
export function applyPaint(paint: Paint, text: string): string {
  return PAINTS[paint](text);
}

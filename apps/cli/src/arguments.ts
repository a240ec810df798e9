import path from 'node:path';
import { parseArgs, type ParseArgsOptionDescriptor } from 'node:util';
import { WrongUsage } from './usage.js';

const TEXT: ParseArgsOptionDescriptor = { type: 'string' };
const FLAG: ParseArgsOptionDescriptor = { type: 'boolean' };
const TEXTS: ParseArgsOptionDescriptor = { type: 'string', multiple: true };

/** Options that every command takes. */
const COMMON = { data: TEXT, keys: TEXT, trust: TEXT, json: FLAG, help: FLAG };

/** Options that only some commands take; text unless listed as a flag. */
const FLAGS = new Set(['explain', 'example', 'progress', 'answer-only', 'check', 'all', 'plan', 'plain']);

/** Options that may be written several times. */
const SEVERAL = new Set(['checkpoint', 'question', 'witness']);

/** What was written after the command's name. */
export interface Arguments {
  readonly files: readonly string[];
  readonly json: boolean;
  readonly help: boolean;
  /** The data directory. */
  readonly data: string;
  /** The keys directory. */
  readonly keys: string;
  text(option: string): string | undefined;
  /** The values of an option that may be written several times. */
  texts(option: string): readonly string[];
  flag(option: string): boolean;
  /** The option's value. @throws WrongUsage when it is missing. */
  needed(option: string): string;
}

/** Reads the arguments of a command. @throws WrongUsage */
export function readArguments(written: readonly string[], options: readonly string[]): Arguments {
  const own = Object.fromEntries(options.map((option) => [option, kindOf(option)]));
  const { values, positionals } = parsed(written, { ...own, ...COMMON });
  const text = (option: string): string | undefined => {
    const value = values[option];
    return typeof value === 'string' ? value : undefined;
  };
  const data = text('data') ?? process.env['REMIT_DATA'] ?? './data';
  return {
    files: positionals,
    json: values['json'] === true,
    help: values['help'] === true,
    data,
    keys: text('keys') ?? process.env['REMIT_KEYS'] ?? path.join(data, 'keys'),
    text,
    texts: (option) => {
      const value = values[option];
      return Array.isArray(value) ? value.map(String) : [];
    },
    flag: (option) => values[option] === true,
    needed: (option) => {
      const value = text(option);
      if (value === undefined) throw new WrongUsage(`--${option} is missing.`);
      return value;
    },
  };
}

function kindOf(option: string): ParseArgsOptionDescriptor {
  if (FLAGS.has(option)) return FLAG;
  return SEVERAL.has(option) ? TEXTS : TEXT;
}

function parsed(written: readonly string[], options: Record<string, ParseArgsOptionDescriptor>) {
  try {
    return parseArgs({ args: [...written], options, allowPositionals: true, strict: true });
  } catch (error) {
    throw new WrongUsage(inWords(error as NodeJS.ErrnoException, Object.keys(options)));
  }
}

/** What `parseArgs` found wrong: its own words are for programmers. */
function inWords({ code, message }: NodeJS.ErrnoException, options: readonly string[]): string {
  const option = /'(-[\w-]*)/.exec(message)?.[1] ?? '';
  if (code !== 'ERR_PARSE_ARGS_UNKNOWN_OPTION') {
    return message.includes('does not take') ? `${option} takes no value.` : `${option} needs a value after it.`;
  }
  return `There is no option ${option} here. There are: ${options.map((name) => `--${name}`).join(', ')}.`;
}

/** The one file that a command takes. @throws WrongUsage when there is none, or more than one. */
export function oneFile({ files }: Arguments): string {
  const [file] = files;
  if (file === undefined || files.length > 1) throw new WrongUsage('Give the name of one file.');
  return file;
}

/** @throws WrongUsage when a file is named where none is wanted. */
export function noFile({ files }: Arguments): void {
  if (files.length > 0) throw new WrongUsage(`"${files.join(' ')}" is not expected here.`);
}

/** @throws WrongUsage when one of these options is given, though it does not go with what is asked. */
export function without(args: Arguments, options: readonly string[], what: string): void {
  const wrong = options.find((option) => args.text(option) !== undefined || args.flag(option));
  if (wrong !== undefined) throw new WrongUsage(`--${wrong} does not go with ${what}.`);
}

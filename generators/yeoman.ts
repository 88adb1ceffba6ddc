import { accessSync, constants } from 'node:fs';
import { homedir } from 'node:os';
import type { InputOutputAdapter } from '@yeoman/adapter/types';
import Generator from 'yeoman-generator';
import { type Flag, isOn, isSilent } from '../lib/answers/command-line.ts';
import { describeFlags, describeRows } from '../lib/answers/help.ts';
import type { Ask } from '../lib/answers/prompt.ts';
import type { Command } from '../lib/commands/command.ts';
import { NOTHING_WRITTEN, reportInterrupt } from '../lib/commands/failure.ts';
import { exampleRows, packageVersion } from '../lib/commands/help.ts';
import type { Invocation } from '../lib/commands/invocation.ts';
import { UserError } from '../lib/errors.ts';
import { askByConflicter } from './conflicter.ts';
import { atTerminal, isAutomated, NOTHING_CHANGED, showFailure } from './terminal.ts';
import { lineUnderYeoman, typedWords } from './yeoman-line.ts';

/** The class of a Yeoman generator of ours. */
export type GeneratorClass = new (args: string[], options: Record<string, unknown>) => Generator;

/** The generator that runs one command as the program does, with Yeoman's prompts. */
export function yeomanGenerator(command: Command, flags: readonly Flag[]): GeneratorClass {
  return class extends Generator {
    readonly #args: readonly string[];
    readonly #namespace: string;

    constructor(args: string[], options: Record<string, unknown>) {
      refuseWithoutHome(String(options.namespace));
      // Nothing is installed in the user's repo, and our own writer writes: it renames into place.
      super(args, options as never, { customInstallTask: true, customCommitTask: true });
      this.#args = args;
      this.#namespace = String(options.namespace);
      // As a method of this class it would be a task that Yeoman runs.
      this.help = () => yeomanHelp(command, flags);
    }

    async writing(): Promise<void> {
      const received = {
        namespace: this.#namespace,
        args: this.#args,
        options: this.options,
        words: command.words,
      };
      const line = lineUnderYeoman(received, flags);
      if (isOn(line.flags, 'version')) {
        process.stdout.write(`${packageVersion()}\n`);
        return;
      }
      const from = this.destinationRoot();
      const typed = typedWords(this.#namespace);
      if (typed !== undefined) {
        process.exitCode = await runTyped(command, { ...atTerminal(line), from }, typed);
        return;
      }
      // Yeoman's types want mutable lists.
      const ask: Ask = (prompts) => this.prompt(prompts as never);
      try {
        const code = await command.run(underYeoman({ line, from, ask }, this.env.adapter));
        if (code !== 0) process.exitCode = code;
      } catch (error) {
        throw withHint(error);
      }
    }
  };
}

/**
 * Runs what was typed after `yo` as the program does: an error that Yeoman sees would be shown with its
 * own words around it, and without a hint.
 */
async function runTyped(
  command: Command,
  invocation: Invocation,
  words: readonly string[],
): Promise<number> {
  try {
    return await command.run(invocation);
  } catch (error) {
    return showFailure(error, words);
  }
}

/** Yeoman shows an error's message alone. */
function withHint(error: unknown): unknown {
  if (!(error instanceof UserError) || error.hint === '') return error;
  const { name, message, hint } = error;
  return new UserError(name, `${message}\n${hint}`, hint, { cause: error });
}

/**
 * `yo` gives up the rights of root before it loads a generator, and Yeoman then fails at the first file
 * in root's home. Ends the process with one line in place of that.
 */
function refuseWithoutHome(namespace: string): void {
  if (typedWords(namespace) === undefined) return;
  try {
    accessSync(homedir(), constants.R_OK);
  } catch (error) {
    if (Object(error).code !== 'EACCES') return;
    const command = namespace.replace(/:app$/, '').replace(':', ' ');
    process.stderr.write(
      `error: yo gives up the rights of root, and cannot go on without them in ${homedir()}: run ${command} without yo, or yo as another user.\n`,
    );
    process.exit(1);
  }
}

function yeomanHelp(command: Command, flags: readonly Flag[]): string {
  const { name, usage, summary } = command;
  const isDefault = name === 'new';
  const spell = (words: string) =>
    `yo ecs-iam${isDefault ? '' : `:${name}`}${words.slice(name.length)}`;
  const examples = describeRows(exampleRows(command, spell), 80);
  // Yeoman puts the description of the default generator above its help.
  return `${isDefault ? '' : `${summary}\n\n`}Usage: ${spell(usage)} [FLAGS]\n\nExamples:\n${examples}\n${describeFlags(flags, 80)}`;
}

/** What a command works with under Yeoman. */
function underYeoman(
  { line, from, ask }: Pick<Invocation, 'line' | 'from' | 'ask'>,
  adapter: InputOutputAdapter,
): Invocation {
  // The adapter reports this very error to Yeoman at once, so its message is set at once.
  const askOrReport: Ask = (prompts, interrupted = NOTHING_WRITTEN) =>
    ask(prompts).catch(reportInterrupt(interrupted));
  return {
    line,
    from,
    io: {
      ...atTerminal(line).io,
      err: (text) => adapter.log.write(text),
      isTerminal: !isSilent(line.flags) && isAnswered(adapter),
      ask: async (message) => {
        const prompt = { type: 'input', name: 'answer', message } as const;
        const { answer } = await askOrReport([prompt], NOTHING_CHANGED);
        return String(answer ?? '');
      },
    },
    ask: askOrReport,
    askConflicts: (plan) => askByConflicter(plan, adapter).catch(reportInterrupt(NOTHING_WRITTEN)),
  };
}

/** A terminal, or an adapter that answers by program: that one reads from no stream. */
function isAnswered(adapter: InputOutputAdapter): boolean {
  const actual: object = Object(Reflect.get(adapter, 'actualAdapter') ?? adapter);
  const stdin: unknown = Reflect.get(actual, 'stdin');
  return stdin === undefined || (Reflect.get(Object(stdin), 'isTTY') === true && !isAutomated());
}

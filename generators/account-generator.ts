import Generator from 'yeoman-generator';
import {
  ACCOUNT_COMMANDS,
  type AccountCommand,
  accountFlags,
} from '../lib/commands/account-flags.ts';
import { COMMANDS } from './commands.ts';
import { runUnderYeoman, yeomanHelp } from './shell.ts';

/** The generator `yo ecs-iam:<command> [DIR]` of a command that speaks with an account. */
export function accountGenerator(
  name: AccountCommand,
): new (
  args: string[],
  options: Record<string, unknown>,
) => Generator {
  return class extends Generator {
    readonly #args: readonly string[];
    readonly #namespace: string;

    constructor(args: string[], options: Record<string, unknown>) {
      super(args, options as never, { customInstallTask: true, customCommitTask: true });
      this.#args = args;
      this.#namespace = String(options.namespace);
      // As a method of this class it would be a task that Yeoman runs.
      this.help = () =>
        `${ACCOUNT_COMMANDS[name]}\n\n${yeomanHelp(`ecs-iam:${name} [DIR]`, accountFlags(name))}`;
    }

    async writing(): Promise<void> {
      const command = COMMANDS.find((one) => one.name === name);
      if (command === undefined) throw new Error(`No command '${name}'.`);
      await runUnderYeoman(command, {
        namespace: this.#namespace,
        args: this.#args,
        options: this.options,
        adapter: this.env.adapter,
        // Yeoman's types want mutable lists.
        ask: (prompts) => this.prompt(prompts as never),
        from: this.destinationRoot(),
      });
    }
  };
}

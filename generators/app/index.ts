import Generator from 'yeoman-generator';
import { QUESTION_FLAGS, RUN_FLAGS } from '../../lib/answers/run-flags.ts';
import { COMMANDS } from '../commands.ts';
import { runUnderYeoman, yeomanHelp } from '../shell.ts';

/** `yo ecs-iam [DIR]`: writes a starter repo, or brings one up to date. */
export default class extends Generator {
  readonly #args: readonly string[];
  readonly #namespace: string;

  constructor(args: string[], options: Record<string, unknown>) {
    // Nothing is installed in the user's repo, and our own writer writes: it renames into place.
    super(args, options as never, { customInstallTask: true, customCommitTask: true });
    this.#args = args;
    this.#namespace = String(options.namespace);
    // As a method of this class it would be a task that Yeoman runs.
    this.help = () => yeomanHelp('ecs-iam [DIR]', [...QUESTION_FLAGS, ...RUN_FLAGS]);
  }

  async writing(): Promise<void> {
    await runUnderYeoman(COMMANDS[0], {
      namespace: this.#namespace,
      args: this.#args,
      options: this.options,
      adapter: this.env.adapter,
      // Yeoman's types want mutable lists.
      ask: (prompts) => this.prompt(prompts as never),
      from: this.destinationRoot(),
    });
  }
}

import { accountFlags } from '../../lib/commands/account-flags.ts';
import { accountCommand } from '../../lib/commands/commands.ts';
import { yeomanGenerator } from '../yeoman.ts';

/** `yo ecs-iam:validate [DIR]`. */
export default yeomanGenerator(accountCommand('validate'), accountFlags('validate'));

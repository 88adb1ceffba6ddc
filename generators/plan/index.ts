import { accountFlags } from '../../lib/commands/account-flags.ts';
import { accountCommand } from '../../lib/commands/commands.ts';
import { yeomanGenerator } from '../yeoman.ts';

/** `yo ecs-iam:plan [DIR]`. */
export default yeomanGenerator(accountCommand('plan'), accountFlags('plan'));
